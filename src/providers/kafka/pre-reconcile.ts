import { PERSISTENT_VOLUME_CLAIM } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { operatorAbsent, volumesLeftOver, type HookContext, type Observed, type Requeue } from '../contract/index.js';
import { isOf } from '../contract/objects/index.js';
import { OPERATOR } from './capabilities.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET } from './upstream.js';

const KINDS = [KAFKA, NODE_POOL, KAFKA_USER, POD_SET];

/** Nothing is applied without the operator's kinds, nor on top of somebody's volumes. */
export const checkBeforeReconcile = (cluster: DatabaseCluster, { observed }: HookContext): Requeue | undefined =>
  operatorAbsent(observed, OPERATOR, KINDS, 'is not installed, or is before 1.0 and does not serve v1') ??
  checkLeftovers(cluster, observed);

/** Brokers refuse disks of another cluster's; those of our own pools are found back by name. */
function checkLeftovers(cluster: DatabaseCluster, observed: Observed): Requeue | undefined {
  if (observed.get(KAFKA, cluster.metadata.name)) return undefined;
  const claims = observed.list(PERSISTENT_VOLUME_CLAIM).filter((claim) => !isOf(cluster)(claim));
  return volumesLeftOver(
    cluster,
    claims.map(({ metadata }) => metadata.name),
  );
}
