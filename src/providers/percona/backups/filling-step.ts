import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { incarnationOf } from '../../contract/backups/index.js';
import type { ApplyInput, Observed } from '../../contract/index.js';
import type { PerconaDialect } from '../dialect.js';
import type { PerconaDraft } from '../draft.js';
import { annotate } from '../../contract/objects/index.js';
import { FILLED_FROM, fillOrderName, hasServed, isToBeFilled } from '../filling.js';
import { liveOf } from '../live.js';
import type { PerconaCluster } from '../upstream.js';
import type { BackupFormat } from './format.js';
import { judgeOrder, ownOrder, restoreOrder } from './restore-order.js';

/**
 * The operator restores into a database that is there, so an empty one is made and filled as soon as it is ready. That it
 * has been is written on it, once and for good: whatever becomes of the order, it is never filled again.
 */
export function renderFilling<U extends PerconaCluster>(
  format: BackupFormat<U>,
  input: ApplyInput,
  draft: PerconaDraft<object>,
): void {
  const live = liveOf(format.dialect, input);
  if (!live) return;
  const filled = numberFilled(format, input, live);
  if (filled !== undefined) annotate(draft.cluster, { [FILLED_FROM]: filled });
  else orderFilling(format, input, draft, live);
}

/** As text; undefined of a database that waits for its data, and of one that was born empty. */
function numberFilled<U extends PerconaCluster>(
  format: BackupFormat<U>,
  { cluster, observed, incarnation }: ApplyInput,
  live: U,
): string | undefined {
  const known = live.metadata.annotations?.[FILLED_FROM];
  if (!isToBeFilled(live)) return known;
  if (hasServed(cluster, incarnation)) return String(incarnation.number);
  const order = ownOrder(format.dialect, cluster, observed, fillOrderName(cluster, incarnation));
  return order && judgeOrder(format.dialect, order).is === 'Succeeded' ? String(incarnation.number) : undefined;
}

/**
 * Whether what is there is empty, and nobody has been asked to fill it yet. What has been asked for stays as it is: the
 * operator works at it, or has failed and says why.
 */
export const awaitsFilling =
  <U extends PerconaCluster>(dialect: PerconaDialect<U>) =>
  (cluster: DatabaseCluster, observed: Observed): boolean => {
    const live = liveOf(dialect, { cluster, observed });
    const incarnation = live && incarnationOf(live);
    if (!incarnation || !isToBeFilled(live) || hasServed(cluster, incarnation)) return false;
    return ownOrder(dialect, cluster, observed, fillOrderName(cluster, incarnation)) === undefined;
  };

function orderFilling<U extends PerconaCluster>(
  format: BackupFormat<U>,
  { cluster, observed, incarnation, sourceStorage: storage }: ApplyInput,
  draft: PerconaDraft<object>,
  live: U,
): void {
  const { source } = incarnation;
  if (!source || !awaitsFilling(format.dialect)(cluster, observed) || live.status?.state !== 'ready') return;
  const name = fillOrderName(cluster, incarnation);
  // Whoever has still to be filled has been made to wait for it: getting here is a fault of the caller.
  if (!storage) throw new Error(`the storage "${source.storage}" to fill the database from is gone`);
  draft.orders.push({
    type: format.dialect.kinds.restore,
    object: restoreOrder(format, live, { name, cluster, source, storage }),
  });
}
