import { reasonOf } from '../../domain/errors.js';
import { credentialsSecretName } from '../../domain/naming.js';
import { PERSISTENT_VOLUME_CLAIM } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { HookContext, Observed, Requeue } from '../contract/index.js';
import { OPERATOR } from './capabilities.js';
import { remainsOf } from './remains.js';
import { CNPG_CLUSTER, POOLER } from './upstream.js';

const LOOK_AGAIN_MS = 30_000;

/** Nothing is applied without the operator's kinds, nor on top of somebody's volumes. */
export function checkBeforeReconcile(
  { metadata }: DatabaseCluster,
  { observed, isRebirth }: HookContext,
): Requeue | undefined {
  const leftovers = isRebirth ? checkRemains : checkLeftoverVolumes;
  return checkOperator(observed) ?? leftovers(metadata.name, observed);
}

function checkOperator(observed: Observed): Requeue | undefined {
  if (observed.serves(CNPG_CLUSTER) && observed.serves(POOLER)) return undefined;
  const message = `The operator ${OPERATOR.name} is not installed; install it, and the cluster is created by itself.`;
  return { reason: reasonOf('operator_not_installed'), message, afterMs: LOOK_AGAIN_MS };
}

/** Of the database that is replaced: volumes would be taken for the new one's, and Services have another owner. */
function checkRemains(name: string, observed: Observed): Requeue | undefined {
  if (observed.get(CNPG_CLUSTER, name)) return undefined;
  const left = remainsOf(observed);
  if (left.length === 0) return undefined;
  const message = `Waits for what is left of the old data to go: ${left.join(', ')}.`;
  return { reason: 'Restoring', message, afterMs: LOOK_AGAIN_MS };
}

/** The operator would take such volumes for its own and start the old database in place of a new one. */
function checkLeftoverVolumes(name: string, observed: Observed): Requeue | undefined {
  if (observed.get(CNPG_CLUSTER, name)) return undefined;
  const volumes = observed.list(PERSISTENT_VOLUME_CLAIM).map(({ metadata }) => metadata.name);
  if (volumes.length === 0) return undefined;
  const message =
    `Volumes of an earlier database of this name exist (${volumes.sort().join(', ')}). Choose another name; or, if ` +
    `their data is no longer wanted, delete the volume claims and the Secret ${credentialsSecretName(name)}.`;
  return { reason: reasonOf('name_taken'), message, afterMs: LOOK_AGAIN_MS };
}
