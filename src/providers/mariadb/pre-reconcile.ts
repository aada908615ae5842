import { PERSISTENT_VOLUME_CLAIM } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { operatorAbsent, volumesLeftOver, type HookContext, type Requeue } from '../contract/index.js';
import { OPERATOR } from './capabilities.js';
import { MARIADB, PHYSICAL_BACKUP } from './upstream.js';

/** Nothing is applied without the operator's kinds, nor on top of somebody's volumes. */
export function checkBeforeReconcile(cluster: DatabaseCluster, { observed }: HookContext): Requeue | undefined {
  const absent = operatorAbsent(observed, OPERATOR, [MARIADB, PHYSICAL_BACKUP]);
  if (absent || observed.get(MARIADB, cluster.metadata.name)) return absent;
  const claims = observed.list(PERSISTENT_VOLUME_CLAIM).map(({ metadata }) => metadata.name);
  return volumesLeftOver(cluster, claims);
}
