import type { KubeObject } from '../../../kube/meta/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { inQueryString } from '../../../services/reading/list-declaration.js';
import type { WatchEvent, WatchScope, WatchStart } from '../../../services/reading/resource-watcher.js';
import { present } from '../../common/present.js';
import { addressOf, headerOf, type Exchange } from '../exchange.js';
import { readFieldSelection, selectFields } from '../lists/field-selection.js';
import type { ServedList } from '../lists/served-list.js';
import { readQuery, type QuerySchema } from '../query.js';
import type { StreamEvent } from '../../common/streams/event-stream.js';
import { positionIn, resumeTokenOf, type WatchIdentity } from './resume-token.js';

type Presentable = KubeObject & { spec: unknown };

/** Whoever follows one kind. */
export interface Follower<T extends KubeObject, F> {
  follow(caller: Caller, request: WatchScope & WatchStart & F): AsyncGenerator<WatchEvent<T>>;
}

/** Of pages, which a watch has none of. */
const PAGE_ONLY = ['limit', 'cursor', 'total', 'sort'];

/** The changes of a list; `fixed` is what the path says. */
export function listEvents<T extends Presentable, F>(
  served: ServedList,
  fixed: (exchange: Exchange) => Partial<F> = () => ({}),
): (watcher: Follower<T, F>, exchange: Exchange, signal: AbortSignal) => AsyncGenerator<StreamEvent, void> {
  const schema = watchQueryOf(served);
  return (watcher, exchange, signal) => {
    const { fields, ...filter } = readQuery<{ fields?: readonly string[] }>(schema, exchange.request.query);
    const selection = fields && readFieldSelection(fields, served.item, '?fields');
    const show = (object: T): object =>
      selection ? (selectFields(present(object), selection) as object) : present(object);
    const { namespace } = addressOf(exchange);
    const scope = { ...filter, ...fixed(exchange), namespace, pointerTo: inQueryString };
    return changeEvents(exchange, show, (start) =>
      watcher.follow(exchange.caller, { ...scope, ...start, signal } as never),
    );
  };
}

/** The changes of one object, until it is deleted. */
export async function* itemEvents<T extends Presentable, F>(
  watcher: Follower<T, F>,
  exchange: Exchange,
  { namespace, name, signal }: { readonly namespace?: string; readonly name: string; readonly signal: AbortSignal },
): AsyncGenerator<StreamEvent, void> {
  const request = { namespace, name: [name], mustExist: true, signal };
  const events = changeEvents<T>(exchange, present, (start) =>
    watcher.follow(exchange.caller, { ...request, ...start } as never),
  );
  for await (const event of events) {
    yield event;
    if (event.event === 'deleted') return;
  }
}

async function* changeEvents<T extends Presentable>(
  exchange: Exchange,
  show: (object: T) => object,
  follow: (start: WatchStart) => AsyncGenerator<WatchEvent<T>>,
): AsyncGenerator<StreamEvent, void> {
  const { caller, request } = exchange;
  const identity = { username: caller.username, url: request.url };
  const last = headerOf(exchange, 'last-event-id');
  const since = last === undefined ? undefined : positionIn(last, identity);
  if (last !== undefined && since === undefined) yield { event: 'reset', data: {} };
  for await (const event of follow({ since })) yield asEvent(event, show, identity);
}

function asEvent<T>(event: WatchEvent<T>, show: (object: T) => object, identity: WatchIdentity): StreamEvent {
  return {
    event: event.type.toLowerCase(),
    ...('position' in event && event.position && { id: resumeTokenOf(event.position, identity) }),
    data: 'object' in event ? show(event.object) : {},
  };
}

function watchQueryOf({ query }: ServedList): QuerySchema {
  const properties = Object.entries(query.properties).filter(([name]) => !PAGE_ONLY.includes(name));
  return { type: 'object', properties: Object.fromEntries(properties) };
}
