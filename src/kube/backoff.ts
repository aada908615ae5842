import type { Clock } from './clock.js';

export interface BackoffOptions {
  readonly firstMs: number;
  readonly maxMs: number;
  /** A failure after this long without one is the first again. */
  readonly resetAfterMs: number;
}

/** Delays that double from failure to failure, with up to as much again at random, so that clients do not march in step. */
export class Backoff {
  private failures = 0;
  private lastFailureMs = -Infinity;

  constructor(
    private readonly options: BackoffOptions,
    private readonly clock: Clock,
    private readonly random: () => number,
  ) {}

  /** Counts a failure; the delay before the next try. */
  nextDelayMs(): number {
    const nowMs = this.clock.monotonicMs();
    if (nowMs - this.lastFailureMs > this.options.resetAfterMs) this.failures = 0;
    this.lastFailureMs = nowMs;
    const { firstMs, maxMs } = this.options;
    const delayMs = Math.min(firstMs * 2 ** Math.min(this.failures, 30), maxMs);
    this.failures += 1;
    return delayMs * (1 + this.random());
  }

  /** True when nothing has failed lately: the next failure may be answered at once. */
  get isFresh(): boolean {
    return this.failures === 0 || this.clock.monotonicMs() - this.lastFailureMs > this.options.resetAfterMs;
  }

  reset(): void {
    this.failures = 0;
  }
}
