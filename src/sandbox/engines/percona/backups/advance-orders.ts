import type { BackupTypes, RequestObject, Wait } from './backup-types.js';
import { soonest } from './backup-types.js';
import type { Look } from './look.js';

/** Each order that is not over, and is not going, one state on; the pace is that of each. */
export async function advanceOrders<T extends BackupTypes, O extends RequestObject>(
  look: Look<T>,
  orders: readonly O[],
  advance: (look: Look<T>, order: O) => Promise<Wait>,
): Promise<Wait> {
  const waits: Wait[] = [];
  for (const order of orders.filter(({ metadata }) => !metadata.deletionTimestamp)) {
    waits.push(await look.paced(order, () => advance(look, order)));
  }
  return soonest(waits);
}
