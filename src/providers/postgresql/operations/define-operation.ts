import { engineOperations, type Baseline } from '../../contract/operations/index.js';
import { derivePhase } from '../status/phase.js';
import { viewOf, type ClusterView } from '../status/view.js';
import { CNPG_CLUSTER } from '../upstream.js';
import { baselineOf } from './baseline.js';
import { failureOf, type Situation } from './situation.js';

export const defineOperation = engineOperations({
  viewOf,
  derivePhase,
  baselineOf,
  passOver: withoutOldFailures,
  failureOf,
  isMember,
  upstreamKind: CNPG_CLUSTER.kind,
});

/** Jobs that had failed before. */
function withoutOldFailures(view: ClusterView, baseline: Baseline): ClusterView {
  const jobs = view.jobs.filter(({ metadata }) => baseline.uidOf('job', metadata.name) !== metadata.uid);
  return { ...view, jobs };
}

/** Also one that is still to come. */
function isMember({ cluster }: Situation, name: string): boolean {
  const prefix = `${cluster.metadata.name}-`;
  return name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length));
}
