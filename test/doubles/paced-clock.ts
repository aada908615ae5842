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
  #jumpedMs = 0;

  constructor(private readonly speed: number) {}

  monotonicMs(): number {
    return performance.now() * this.speed + this.#jumpedMs;
  }

  now(): Date {
    return new Date(this.#startedAt + this.#jumpedMs + (Date.now() - this.#startedAt) * this.speed);
  }

  schedule(delayMs: number, callback: () => void): CancelTimer {
    const timer: Timer = { dueMs: this.monotonicMs() + delayMs, callback };
    this.#timers.add(timer);
    this.arm(timer);
    return () => this.disarm(timer);
  }

  /** What a suspended process finds when it wakes: time has passed, and whatever fell due meanwhile is late. */
  jump(ms: number): void {
    this.#jumpedMs += ms;
    for (const timer of this.#timers) {
      clearTimeout(timer.handle);
      this.arm(timer);
    }
  }

  private arm(timer: Timer): void {
    const delayMs = Math.max(0, (timer.dueMs - this.monotonicMs()) / this.speed);
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
