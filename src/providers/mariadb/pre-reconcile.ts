import { PERSISTENT_VOLUME_CLAIM } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { operatorAbsent, volumesLeftOver, type HookContext, type Requeue } from '../contract/index.js';
import { remainsOf } from './remains.js';
import { OPERATOR } from './capabilities.js';
import { MARIADB, PHYSICAL_BACKUP } from './upstream.js';

/** Nothing is applied without the operator's kinds, nor on top of somebody's volumes. */
export function checkBeforeReconcile(
  cluster: DatabaseCluster,
  { observed, isRebirth }: HookContext,
): Requeue | undefined {
  const absent = operatorAbsent(observed, OPERATOR, [MARIADB, PHYSICAL_BACKUP]);
  if (absent || observed.get(MARIADB, cluster.metadata.name)) return absent;
  if (isRebirth) return awaitRemains(observed);
  const claims = observed.list(PERSISTENT_VOLUME_CLAIM).map(({ metadata }) => metadata.name);
  return volumesLeftOver(cluster, claims);
}

const LOOK_AGAIN_MS = 30_000;

/** Of the database that is replaced: the operator fills no volume that is there already. */
function awaitRemains(observed: HookContext['observed']): Requeue | undefined {
  const left = remainsOf(observed);
  if (left.length === 0) return undefined;
  const message = `Waits for what is left of the old data to go: ${left.join(', ')}.`;
  return { reason: 'Restoring', message, afterMs: LOOK_AGAIN_MS };
}
