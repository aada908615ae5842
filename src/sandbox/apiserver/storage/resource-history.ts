import { SortedMap } from './sorted-map.js';
import type { StoreEvent } from './store-event.js';
import type { StoredObject } from './stored-object.js';

export interface HistoryLimits {
  readonly maxEvents: number;
  readonly maxAgeMs: number;
}

type Snapshot = SortedMap<StoredObject>;

/** The objects of one resource as they are, and as they were for as far back as the recent changes reach. */
export class ResourceHistory {
  private snapshot: Snapshot = SortedMap.empty();
  /** What the oldest remembered change was made to. */
  private baseSnapshot: Snapshot = SortedMap.empty();
  private events: StoreEvent[] = [];
  /** Events before this index are forgotten; they are cut off in bulk, so that forgetting one costs nothing. */
  private firstIndex = 0;
  /** The newest forgotten change. A watcher that has seen it goes on, even after the past has been compacted. */
  private lastForgotten = 0;

  constructor(
    private readonly limits: HistoryLimits,
    private compactedRevision: number,
  ) {}

  get latest(): Snapshot {
    return this.snapshot;
  }

  /** Of the last change. */
  get latestRevision(): number {
    return Math.max(this.compactedRevision, this.events.at(-1)?.revision ?? 0);
  }

  /** The oldest revision that a watch can resume from and a list can be taken at. */
  get oldestRevision(): number {
    return this.compactedRevision;
  }

  /** Fills the resource at start, without events. */
  load(stored: StoredObject): void {
    this.snapshot = this.snapshot.set(stored.key, stored);
    this.baseSnapshot = this.snapshot;
  }

  record(type: StoreEvent['type'], current: StoredObject, committedAt: number): StoreEvent {
    const previous = this.snapshot.get(current.key);
    this.snapshot = type === 'DELETED' ? this.snapshot.delete(current.key) : this.snapshot.set(current.key, current);
    const event = { type, revision: current.revision, current, previous, snapshot: this.snapshot, committedAt };
    this.events.push(event);
    this.trim(committedAt);
    return event;
  }

  /** The resource as it was at a revision; undefined when that is older than the history. */
  at(revision: number): Snapshot | undefined {
    if (revision < this.compactedRevision) return undefined;
    const index = this.indexAfter(revision) - 1;
    return index < this.firstIndex ? this.baseSnapshot : this.events[index]!.snapshot;
  }

  /** Changes after a revision up to another, oldest first, at most `limit`; undefined when some are forgotten. */
  between(after: number, upTo: number, limit = Infinity): readonly StoreEvent[] | undefined {
    if (after < this.lastForgotten) return undefined;
    const start = this.indexAfter(after);
    return this.events.slice(start, Math.min(start + limit, this.indexAfter(upTo)));
  }

  /** Forgets everything up to a revision: what follows resumes there or starts over. */
  compact(revision: number): void {
    this.firstIndex = this.indexAfter(revision);
    this.forgetBefore(this.firstIndex);
    this.compactedRevision = Math.max(this.compactedRevision, revision);
  }

  private trim(now: number): void {
    let index = Math.max(this.firstIndex, this.events.length - this.limits.maxEvents);
    const horizon = now - this.limits.maxAgeMs;
    while (index < this.events.length - 1 && this.events[index]!.committedAt < horizon) index += 1;
    this.forgetBefore(index);
  }

  private forgetBefore(index: number): void {
    const last = this.events[index - 1];
    if (last) {
      this.baseSnapshot = last.snapshot;
      this.lastForgotten = last.revision;
      this.compactedRevision = Math.max(this.compactedRevision, last.revision);
    }
    this.firstIndex = index;
    if (this.firstIndex * 2 <= this.events.length) return;
    this.events = this.events.slice(this.firstIndex);
    this.firstIndex = 0;
  }

  /** The index of the first remembered event past a revision. */
  private indexAfter(revision: number): number {
    let low = this.firstIndex;
    let high = this.events.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.events[middle]!.revision <= revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
