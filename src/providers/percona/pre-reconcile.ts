import { PERSISTENT_VOLUME_CLAIM, SECRET } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import {
  operatorAbsent,
  volumesLeftOver,
  type HookContext,
  type OperatorInfo,
  type Requeue,
} from '../contract/index.js';
import { namesOf } from '../contract/objects/index.js';
import type { PerconaDialect } from './dialect.js';
import { liveOf } from './live.js';
import { unfinishedRestores } from './view.js';

const LOOK_AGAIN_MS = 30_000;
const LACK = 'is not installed, or not all of its CRDs are';

/** Nothing is applied without the operator's kinds, nor on top of somebody's volumes, nor while the operator restores. */
export const checksBeforeReconcile =
  (dialect: PerconaDialect, operator: OperatorInfo) =>
  (cluster: DatabaseCluster, context: HookContext): Requeue | undefined =>
    operatorAbsent(context.observed, operator, Object.values(dialect.kinds), LACK) ??
    (liveOf(dialect, { cluster, ...context }) ? checkRestores(dialect, context) : checkLeftovers(cluster, context));

/** Meanwhile the operator writes the specification of the database itself: pause, sizes, what is unsafe. */
function checkRestores(dialect: PerconaDialect, { observed }: HookContext): Requeue | undefined {
  const orders = unfinishedRestores(dialect, observed);
  if (orders.length === 0) return undefined;
  const message = `The operator restores (${namesOf(orders)}); changes of the specification wait until it has ended.`;
  return { reason: 'RestoreInProgress', message, afterMs: LOOK_AGAIN_MS };
}

function checkLeftovers(cluster: DatabaseCluster, { observed }: HookContext): Requeue | undefined {
  const claims = observed.list(PERSISTENT_VOLUME_CLAIM).map(({ metadata }) => metadata.name);
  const secrets = observed.list(SECRET).map(({ metadata }) => metadata.name);
  return volumesLeftOver(cluster, claims, secrets);
}
