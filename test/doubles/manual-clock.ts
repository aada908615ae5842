import type { CancelTimer, Clock } from '../../src/kube/clock.js';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  private nowMs = 1_000_000;
  private readonly timers = new Set<Timer>();

  monotonicMs(): number {
    return this.nowMs;
  }

  now(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.nowMs);
  }

  schedule(delayMs: number, callback: () => void): CancelTimer {
    const timer = { dueMs: this.nowMs + delayMs, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  get pendingTimers(): number {
    return this.timers.size;
  }

  /** Fires what falls due, in order, and lets promises settle after each. */
  async advance(ms: number): Promise<void> {
    // What was begun in this tick may have timers to set first.
    await settle();
    const endMs = this.nowMs + ms;
    for (let next = this.nextBefore(endMs); next; next = this.nextBefore(endMs)) {
      this.timers.delete(next);
      this.nowMs = Math.max(this.nowMs, next.dueMs);
      next.callback();
      await settle();
    }
    this.nowMs = endMs;
    await settle();
  }

  /** Time passes and nothing fires: a blocked event loop, a suspended machine. */
  jump(ms: number): void {
    this.nowMs += ms;
  }

  private nextBefore(endMs: number): Timer | undefined {
    const due = [...this.timers].filter(({ dueMs }) => dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs);
    return due[0];
  }
}

/** One turn of the event loop, all microtasks included. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Turns the event loop until the condition holds: for effects that travel through a socket. */
export async function eventually(condition: () => boolean, deadlineMs = 10_000): Promise<void> {
  const endMs = performance.now() + deadlineMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error(`not within ${deadlineMs} ms: ${condition.toString()}`);
    await settle();
  }
}
