import { STATE_REASONS } from '../../domain/conditions.js';
import { reasonOf } from '../../domain/errors.js';
import { PERSISTENT_VOLUME_CLAIM } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { operatorAbsent, volumesLeftOver, type HookContext, type Observed, type Requeue } from '../contract/index.js';
import { isStoreTaken } from './archive/live-archive.js';
import { OPERATOR } from './capabilities.js';
import { backupStoreName, sourceStoreName } from './names.js';
import { remainsOf } from './remains.js';
import { OBJECT_STORE } from './upstream-backups.js';
import { CNPG_CLUSTER, POOLER } from './upstream.js';

const LOOK_AGAIN_MS = 30_000;

/** Nothing is applied without the operator's kinds, nor made on top of what somebody left behind. */
export function checkBeforeReconcile(cluster: DatabaseCluster, context: HookContext): Requeue | undefined {
  return operatorAbsent(context.observed, OPERATOR, [CNPG_CLUSTER, POOLER]) ?? checkBirth(cluster, context);
}

/** What is there already has passed. */
function checkBirth(cluster: DatabaseCluster, { observed, isRebirth = false }: HookContext): Requeue | undefined {
  const { name } = cluster.metadata;
  if (observed.get(CNPG_CLUSTER, name)) return undefined;
  const leftovers = isRebirth ? checkRemains : checkLeftovers;
  return leftovers(cluster, observed) ?? checkStores(cluster, observed) ?? checkAgent(cluster, observed, isRebirth);
}

/** Of the database that is replaced: volumes would be taken for the new one's, and Services have another owner. */
function checkRemains(_cluster: DatabaseCluster, observed: Observed): Requeue | undefined {
  const left = remainsOf(observed);
  if (left.length === 0) return undefined;
  const message = `Waits for what is left of the old data to go: ${left.join(', ')}.`;
  return { reason: 'Restoring', message, afterMs: LOOK_AGAIN_MS };
}

const checkLeftovers = (cluster: DatabaseCluster, observed: Observed): Requeue | undefined =>
  volumesLeftOver(
    cluster,
    observed.list(PERSISTENT_VOLUME_CLAIM).map(({ metadata }) => metadata.name),
  );

/** A database would ship its log to where somebody else's object points, or be filled from there. */
function checkStores(cluster: DatabaseCluster, observed: Observed): Requeue | undefined {
  const { name } = cluster.metadata;
  const taken = [backupStoreName(name), sourceStoreName(name)].find((store) => isStoreTaken(cluster, observed, store));
  if (taken === undefined) return undefined;
  const message = `ObjectStore "${taken}" exists already and does not belong to this database. Choose another name, or remove it.`;
  return { reason: reasonOf('name_taken'), message, afterMs: LOOK_AGAIN_MS };
}

/** Whoever asks for data does not want a database that is born empty, nor one that hangs. */
function checkAgent({ spec, status }: DatabaseCluster, observed: Observed, isRebirth: boolean): Requeue | undefined {
  const isFilled = isRebirth || (status?.incarnation ? status.incarnation.source : spec.dataSource) !== undefined;
  if (!isFilled || observed.serves(OBJECT_STORE)) return undefined;
  const message =
    'The Barman Cloud plugin of CloudNativePG is not installed, and the data cannot be read without; install it, and the database is made by itself.';
  return { reason: STATE_REASONS.backupAgentNotInstalled, message, afterMs: LOOK_AGAIN_MS };
}
