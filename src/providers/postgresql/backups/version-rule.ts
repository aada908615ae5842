import { resolveVersion } from '../../../domain/version.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { DatabaseEngine } from '../../../resources/database-engine/index.js';
import { majorOf } from '../image-version.js';

/** Files of one major version are not those of another: only the same one can read them. */
export function refuseVersion(cluster: DatabaseCluster, engine: DatabaseEngine, version: string): string | undefined {
  const requested = cluster.spec.version;
  const wanted = resolveVersion({ requested, engine, running: cluster.status?.version });
  const major = majorOf(version);
  if (!wanted || majorOf(wanted.version) !== major) {
    const what = wanted ? `the database is to run ${wanted.version}` : `the catalogue offers no version "${requested}"`;
    return `the data is of version ${version}, and ${what}: only ${major} can read it (spec.version: "${major}"); upgrade afterwards`;
  }
  if (wanted.image !== undefined) return undefined;
  return `the catalogue offers no image of version ${wanted.version} any more, which is what can read the data`;
}
