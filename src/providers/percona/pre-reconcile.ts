import { reasonOf } from '../../domain/errors.js';
import { credentialsSecretName } from '../../domain/naming.js';
import { PERSISTENT_VOLUME_CLAIM } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { HookContext, OperatorInfo, Requeue } from '../contract/index.js';
import { namesOf } from '../contract/objects/index.js';
import type { PerconaDialect } from './dialect.js';
import { liveOf } from './live.js';
import { unfinishedRestores } from './view.js';

const LOOK_AGAIN_MS = 30_000;

/** Nothing is applied without the operator's kinds, nor on top of somebody's volumes, nor while the operator restores. */
export const checksBeforeReconcile =
  (dialect: PerconaDialect, operator: OperatorInfo) =>
  (cluster: DatabaseCluster, context: HookContext): Requeue | undefined =>
    checkOperator(dialect, operator, context) ??
    (liveOf(dialect, { cluster, ...context }) ? checkRestores(dialect, context) : checkLeftovers(cluster, context));

function checkOperator(
  { kinds }: PerconaDialect,
  { name }: OperatorInfo,
  { observed }: HookContext,
): Requeue | undefined {
  if (Object.values(kinds).every((type) => observed.serves(type))) return undefined;
  const message = `The operator ${name} is not installed, or not all of its CRDs are; install it, and the database is created by itself.`;
  return { reason: reasonOf('operator_not_installed'), message, afterMs: LOOK_AGAIN_MS };
}

/** Meanwhile the operator writes the specification of the database itself: pause, sizes, what is unsafe. */
function checkRestores(dialect: PerconaDialect, { observed }: HookContext): Requeue | undefined {
  const orders = unfinishedRestores(dialect, observed);
  if (orders.length === 0) return undefined;
  const message = `The operator restores (${namesOf(orders)}); changes of the specification wait until it has ended.`;
  return { reason: 'RestoreInProgress', message, afterMs: LOOK_AGAIN_MS };
}

/** The operator would start the old database in place of a new one. */
function checkLeftovers({ metadata }: DatabaseCluster, { observed }: HookContext): Requeue | undefined {
  const volumes = observed.list(PERSISTENT_VOLUME_CLAIM).map((claim) => claim.metadata.name);
  if (volumes.length === 0) return undefined;
  const message =
    `Volumes of an earlier database of this name exist (${volumes.sort().join(', ')}). Choose another name; or, if ` +
    `their data is no longer wanted, delete the volume claims and the Secret ${credentialsSecretName(metadata.name)}.`;
  return { reason: reasonOf('name_taken'), message, afterMs: LOOK_AGAIN_MS };
}
