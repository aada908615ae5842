import { resolveVersion } from '../../../domain/version.js';
import type { BackupDriver } from '../backup.js';

/** Files of one release are not those of another: only the same one can read them. `releaseOf` tells which releases are one. */
export const refuseOtherRelease =
  (releaseOf: (version: string) => string): BackupDriver['refuseVersion'] =>
  (cluster, engine, version) => {
    const requested = cluster.spec.version;
    const wanted = resolveVersion({ requested, engine, running: cluster.status?.version });
    const release = releaseOf(version);
    if (!wanted || releaseOf(wanted.version) !== release) {
      const what = wanted
        ? `the database is to run ${wanted.version}`
        : `the catalogue offers no version "${requested}"`;
      return `the data is of version ${version}, and ${what}: only ${release} can read it (spec.version: "${release}"); upgrade afterwards`;
    }
    if (wanted.image !== undefined) return undefined;
    return `the catalogue offers no image of version ${wanted.version} any more, which is what can read the data`;
  };
