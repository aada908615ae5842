import type { ApplyInput } from '../../contract/index.js';
import type { PerconaDraft } from '../draft.js';
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
  const { metadata } = draft.cluster;
  if (filled !== undefined) metadata.annotations = { ...metadata.annotations, [FILLED_FROM]: filled };
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

function orderFilling<U extends PerconaCluster>(
  format: BackupFormat<U>,
  { cluster, observed, incarnation, sourceStorage: storage }: ApplyInput,
  draft: PerconaDraft<object>,
  live: U,
): void {
  const { source } = incarnation;
  if (!source || !isToBeFilled(live)) return;
  const name = fillOrderName(cluster, incarnation);
  // What has been asked for stays as it is: the operator works at it, or has failed and says why.
  if (ownOrder(format.dialect, cluster, observed, name) || live.status?.state !== 'ready') return;
  // Only before it is born does a database wait for its storage; whoever deletes it in between, waits too.
  if (!storage) throw new Error(`the storage "${source.storage}" to fill the database from is gone`);
  draft.orders.push({
    type: format.dialect.kinds.restore,
    object: restoreOrder(format, live, { name, cluster, source, storage }),
  });
}
