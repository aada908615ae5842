import { incarnationOf } from '../../contract/backups/index.js';
import { sentenceOf } from '../../contract/status/index.js';
import { fillOrderName } from '../filling.js';
import type { PerconaView } from '../view.js';
import { judgeOrder, ownOrder } from './restore-order.js';

/** Of a database that waits for its data: why that will not come by itself, as sentences. */
export function whyNotFilled({ dialect, intent, observed, upstream }: PerconaView): string | undefined {
  const incarnation = incarnationOf(upstream);
  const order = incarnation && ownOrder(dialect, intent, observed, fillOrderName(intent, incarnation));
  const verdict = order && judgeOrder(dialect, order);
  if (verdict?.is !== 'Failed') return undefined;
  return (
    `${sentenceOf(`The operator could not fill it: ${verdict.why}`)} Mend the cause and delete the ${order!.kind} ` +
    `"${order!.metadata.name}" to have it tried again, or delete the database.`
  );
}
