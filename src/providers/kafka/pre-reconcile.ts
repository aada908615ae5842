import { credentialsSecretName, LABELS } from '../../domain/naming.js';
import { reasonOf } from '../../domain/errors.js';
import { PERSISTENT_VOLUME_CLAIM } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { HookContext, Observed, Requeue } from '../contract/index.js';
import { OPERATOR } from './capabilities.js';
import { KAFKA, KAFKA_USER, NODE_POOL, POD_SET } from './upstream.js';

const LOOK_AGAIN_MS = 30_000;

/** Nothing is applied without the operator's kinds, nor on top of somebody's volumes. */
export function checkBeforeReconcile(cluster: DatabaseCluster, { observed }: HookContext): Requeue | undefined {
  return checkOperator(observed) ?? checkLeftoverVolumes(cluster, observed);
}

function checkOperator(observed: Observed): Requeue | undefined {
  if ([KAFKA, NODE_POOL, KAFKA_USER, POD_SET].every((type) => observed.serves(type))) return undefined;
  const message = `The operator ${OPERATOR.name} is not installed, or too old to serve v1; install 1.0 or later, and the cluster is created by itself.`;
  return { reason: reasonOf('operator_not_installed'), message, afterMs: LOOK_AGAIN_MS };
}

/** Brokers refuse disks of another cluster's; those of our own pools are found back by name. */
function checkLeftoverVolumes({ metadata }: DatabaseCluster, observed: Observed): Requeue | undefined {
  if (observed.get(KAFKA, metadata.name)) return undefined;
  const volumes = observed
    .list(PERSISTENT_VOLUME_CLAIM)
    .filter((claim) => claim.metadata.labels?.[LABELS.clusterUid] !== metadata.uid)
    .map((claim) => claim.metadata.name);
  if (volumes.length === 0) return undefined;
  const message =
    `Volumes of an earlier Kafka of this name exist (${volumes.sort().join(', ')}). Choose another name; or, if ` +
    `their data is no longer wanted, delete the volume claims and the Secret ${credentialsSecretName(metadata.name)}.`;
  return { reason: reasonOf('name_taken'), message, afterMs: LOOK_AGAIN_MS };
}
