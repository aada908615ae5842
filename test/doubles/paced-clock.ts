import type { CancelTimer, Clock } from '../../src/kube/clock.js';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
  handle?: NodeJS.Timeout;
}

/** Real time so many times as fast, so that back-offs of seconds cost a test milliseconds; and it can jump. */
export class PacedClock implements Clock {
  readonly #timers = new Set<Timer>();
  readonly #startedAt = Date.now();
  #pace: number;
  /** What it showed when it was last set, and when that was. */
  #setToMs = 0;
  #setAt = performance.now();

  constructor(private readonly speed: number) {
    this.#pace = speed;
  }

  monotonicMs(): number {
    return this.#setToMs + (performance.now() - this.#setAt) * this.#pace;
  }

  now(): Date {
    return new Date(this.#startedAt + this.monotonicMs());
  }

  schedule(delayMs: number, callback: () => void): CancelTimer {
    const timer: Timer = { dueMs: this.monotonicMs() + delayMs, callback };
    this.#timers.add(timer);
    this.arm(timer);
    return () => this.disarm(timer);
  }

  /** What a suspended process finds when it wakes: time has passed, and whatever fell due meanwhile is late. */
  jump(ms: number): void {
    this.set(this.#pace, ms);
  }

  /** No faster than real time until the work is done: what takes a machine seconds has to be given seconds. */
  async atRealPace<T>(work: () => Promise<T>): Promise<T> {
    this.set(1);
    try {
      return await work();
    } finally {
      this.set(this.speed);
    }
  }

  private set(pace: number, jumpMs = 0): void {
    this.#setToMs = this.monotonicMs() + jumpMs;
    this.#setAt = performance.now();
    this.#pace = pace;
    for (const timer of this.#timers) {
      clearTimeout(timer.handle);
      this.arm(timer);
    }
  }

  private arm(timer: Timer): void {
    const delayMs = Math.max(0, (timer.dueMs - this.monotonicMs()) / this.#pace);
    timer.handle = setTimeout(() => {
      this.#timers.delete(timer);
      timer.callback();
    }, delayMs);
  }

  private disarm(timer: Timer): void {
    clearTimeout(timer.handle);
    this.#timers.delete(timer);
  }
}
