import type { Clock } from '../clock.js';
import { Fifo } from './fifo.js';

export type Priority = 'normal' | 'low';

export interface ReadyKey {
  readonly key: string;
  readonly priority: Priority;
  readonly waitedMs: number;
}

/** A low key that has waited so long counts as normal: a steady stream of normal ones would starve it for ever. */
const AGEING_MS = 30_000;

/** Keys that wait for a worker: normal ones before low ones, in each in the order they came, and the old before all. */
export class ReadyKeys {
  private readonly normal = new Fifo();
  private readonly low = new Fifo();

  constructor(private readonly clock: Clock) {}

  get size(): number {
    return this.normal.size + this.low.size;
  }

  get depth(): Record<Priority, number> {
    return { normal: this.normal.size, low: this.low.size };
  }

  has(key: string): boolean {
    return this.normal.has(key) || this.low.has(key);
  }

  /** A key that waits already keeps the higher of its priorities. */
  push(key: string, priority: Priority): void {
    if (this.normal.has(key)) return;
    if (priority === 'low') this.low.push(key, this.clock.monotonicMs());
    else this.normal.push(key, this.low.remove(key) ?? this.clock.monotonicMs());
  }

  /** The next key, at which priority it came, and how long it waited. */
  shift(): ReadyKey | undefined {
    const next = this.next();
    if (!next) return undefined;
    const priority = this.normal.has(next.key) ? 'normal' : 'low';
    this.normal.remove(next.key);
    this.low.remove(next.key);
    return { key: next.key, priority, waitedMs: this.clock.monotonicMs() - next.atMs };
  }

  private next(): { key: string; atMs: number } | undefined {
    const [normal, low] = [this.normal.peek(), this.low.peek()];
    if (!normal || !low) return normal ?? low;
    const isAged = this.clock.monotonicMs() - low.atMs >= AGEING_MS;
    return isAged && low.atMs <= normal.atMs ? low : normal;
  }
}
