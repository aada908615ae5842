import type { Clock } from '../clock.js';

const FIRST_DELAY_MS = 5;
const MAX_DELAY_MS = 1_000_000;
const TOKENS_PER_SECOND = 10;
const BURST = 100;

/** When a key that failed may come again: its own back-off or the whole queue's token bucket, whichever is later. */
export class RateLimiter {
  private readonly failuresByKey = new Map<string, number>();
  private tokens = BURST;
  private refilledMs: number;

  constructor(private readonly clock: Clock) {
    this.refilledMs = clock.monotonicMs();
  }

  /** Counts a failure of the key and takes a token. */
  delayMs(key: string): number {
    const failures = this.failures(key);
    this.failuresByKey.set(key, failures + 1);
    const own = FIRST_DELAY_MS * 2 ** Math.min(failures, 30);
    return Math.max(Math.min(own, MAX_DELAY_MS), this.takeToken());
  }

  failures(key: string): number {
    return this.failuresByKey.get(key) ?? 0;
  }

  forget(key: string): void {
    this.failuresByKey.delete(key);
  }

  /** How long until the token taken is really there; tokens may be owed. */
  private takeToken(): number {
    const nowMs = this.clock.monotonicMs();
    const refill = ((nowMs - this.refilledMs) / 1_000) * TOKENS_PER_SECOND;
    this.tokens = Math.min(this.tokens + refill, BURST) - 1;
    this.refilledMs = nowMs;
    return this.tokens >= 0 ? 0 : (-this.tokens / TOKENS_PER_SECOND) * 1_000;
  }
}
