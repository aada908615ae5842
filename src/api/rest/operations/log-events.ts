import type { OperationWatcher } from '../../../services/operations/operation-watcher.js';
import { headerOf, type Exchange } from '../exchange.js';
import { readQuery } from '../query.js';
import type { StreamEvent } from '../../common/streams/event-stream.js';
import { operationAt } from './operation-path.js';
import { LOG_QUERY, type LogQuery } from './operation-query.js';

const SEQ = /^\d{1,9}$/;

/** The story of an operation as it is written, line by line, and then `end`. A line's `id` is its `seq`. */
export async function* logEvents(
  watcher: OperationWatcher,
  exchange: Exchange,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent, void> {
  const { after: asked } = readQuery<LogQuery>(LOG_QUERY, exchange.request.query);
  const last = headerOf(exchange, 'last-event-id') ?? '';
  const after = SEQ.test(last) ? Number(last) : asked;
  const lines = watcher.log(exchange.caller, operationAt(exchange), { after, mustExist: true, signal });
  for await (const line of lines) yield { event: 'line', id: String(line.seq), data: line };
  yield { event: 'end', data: {} };
}
