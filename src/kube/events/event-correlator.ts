import type { Clock } from '../clock.js';
import { LruMap } from './lru-map.js';

const CACHE_SIZE = 4_096;
/** Per object: so many at once, then one per five minutes. */
const BURST = 25;
const REFILL_MS = 300_000;
/** More that differ only by their message, within ten minutes, become one. */
const MAX_SIMILAR = 10;
const SIMILAR_WINDOW_MS = 600_000;
const COMBINED = '(combined from similar events): ';

export interface Occurrence {
  readonly objectUid: string;
  readonly type: string;
  readonly reason: string;
  readonly message: string;
}

/** One event object on the server, and how often it happened. */
export interface Series {
  readonly name: string;
  readonly message: string;
  readonly firstTimestamp: string;
  readonly count: number;
}

interface Allowance {
  tokens: number;
  refilledMs: number;
}

interface Similar {
  readonly messages: Set<string>;
  sinceMs: number;
}

/** Decides what an occurrence becomes, so that a flapping object cannot flood the server. */
export class EventCorrelator {
  private readonly allowances = new LruMap<Allowance>(CACHE_SIZE);
  private readonly similar = new LruMap<Similar>(CACHE_SIZE);
  private readonly series = new LruMap<Series>(CACHE_SIZE);

  constructor(private readonly clock: Clock) {}

  /** The series the occurrence belongs to, itself counted; undefined when there are too many of its object. */
  correlate(occurrence: Occurrence, newName: () => string): Series | undefined {
    if (!this.isAllowed(occurrence.objectUid)) return undefined;
    const { key, message } = this.combine(occurrence);
    const known = this.series.get(key);
    const series = known
      ? { ...known, message, count: known.count + 1 }
      : { name: newName(), message, firstTimestamp: this.clock.now().toISOString(), count: 1 };
    this.series.set(key, series);
    return series;
  }

  private isAllowed(objectUid: string): boolean {
    const nowMs = this.clock.monotonicMs();
    const allowance = this.allowances.get(objectUid) ?? { tokens: BURST, refilledMs: nowMs };
    const tokens = Math.min(allowance.tokens + (nowMs - allowance.refilledMs) / REFILL_MS, BURST);
    const isAllowed = tokens >= 1;
    this.allowances.set(objectUid, { tokens: isAllowed ? tokens - 1 : tokens, refilledMs: nowMs });
    return isAllowed;
  }

  private combine({ objectUid, type, reason, message }: Occurrence): { key: string; message: string } {
    const group = JSON.stringify([objectUid, type, reason]);
    const similar = this.similarOf(group);
    if (similar.messages.size <= MAX_SIMILAR) similar.messages.add(message);
    if (similar.messages.size > MAX_SIMILAR) return { key: group, message: `${COMBINED}${message}` };
    return { key: JSON.stringify([objectUid, type, reason, message]), message };
  }

  private similarOf(group: string): Similar {
    const nowMs = this.clock.monotonicMs();
    const known = this.similar.get(group);
    if (known && nowMs - known.sinceMs < SIMILAR_WINDOW_MS) return known;
    const fresh: Similar = { messages: new Set(), sinceMs: nowMs };
    this.similar.set(group, fresh);
    return fresh;
  }
}
