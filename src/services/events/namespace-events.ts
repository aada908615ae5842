import { LRUCache } from 'lru-cache';
import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import { EVENT, type KubeObject } from '../../kube/meta/index.js';
import { asProblems } from '../kube-problems.js';
import { maskSecrets } from '../masked-text.js';

/** What happened to an object, as often as it did. */
export interface SeenEvent {
  /** When it was last seen. */
  readonly time: string;
  readonly firstTime: string;
  readonly count: number;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
  /** Who says it. */
  readonly source: string;
  readonly object: { readonly group: string; readonly kind: string; readonly name: string };
}

export interface EventsRead {
  readonly events: readonly SeenEvent[];
  /** There are more than are read: some may be missing. */
  readonly truncated: boolean;
}

/** core/v1 Event, by whichever of the two APIs it was written. */
interface CoreEvent extends KubeObject {
  involvedObject?: { apiVersion?: string; kind?: string; name?: string };
  type?: string;
  reason?: string;
  message?: string;
  count?: number;
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  series?: { count?: number; lastObservedTime?: string };
  source?: { component?: string };
  reportingComponent?: string;
}

const PAGE = 500;
const MAX_PAGES = 10;
/** What several clients look at, or one again and again, is read once. */
const REMEMBER_MS = 2_000;
const MAX_REMEMBERED = 16;
const MAX_TEXT = 1_024;

/**
 * The events of a namespace, read when somebody asks. They are many and few are looked at, so no cache follows them. One
 * list, and no field selector for each object: API servers keep no index of events, and would go through all of them
 * again for every selector.
 */
export class NamespaceEvents {
  readonly #read: LRUCache<string, EventsRead>;

  constructor(
    private readonly client: KubeClient,
    clock: Clock,
  ) {
    this.#read = new LRUCache({
      max: MAX_REMEMBERED,
      ttl: REMEMBER_MS,
      ttlResolution: 0,
      // Thousands of them are not kept for nobody.
      ttlAutopurge: true,
      perf: { now: () => clock.monotonicMs() },
      fetchMethod: (namespace) => this.read(namespace),
    });
  }

  async in(namespace: string): Promise<EventsRead> {
    return (await asProblems(() => this.#read.fetch(namespace)))!;
  }

  private async read(namespace: string): Promise<EventsRead> {
    const events: SeenEvent[] = [];
    let next: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const { items, metadata } = await this.client.list<CoreEvent>(EVENT, { namespace, limit: PAGE, continue: next });
      events.push(...items.map(seen));
      next = metadata.continue;
      if (!next) return { events, truncated: false };
    }
    return { events, truncated: true };
  }
}

/** Field by field: what else an event carries is not asked for. */
function seen(event: CoreEvent): SeenEvent {
  const { type = '', reason = '', message = '' } = event;
  return { ...timesOf(event), type, reason, message: maskSecrets(message.slice(0, MAX_TEXT)), ...partiesOf(event) };
}

function timesOf(event: CoreEvent): Pick<SeenEvent, 'time' | 'firstTime' | 'count'> {
  const { series, count = 1 } = event;
  const begin = event.eventTime ?? event.metadata.creationTimestamp ?? '';
  return {
    time: series?.lastObservedTime ?? event.lastTimestamp ?? begin,
    firstTime: event.firstTimestamp ?? begin,
    count: series?.count ?? count,
  };
}

function partiesOf({
  involvedObject = {},
  source,
  reportingComponent,
}: CoreEvent): Pick<SeenEvent, 'source' | 'object'> {
  const { apiVersion = '', kind = '', name = '' } = involvedObject;
  const group = apiVersion.includes('/') ? apiVersion.split('/')[0]! : '';
  return { source: reportingComponent || (source?.component ?? ''), object: { group, kind, name } };
}
