import { LRUCache } from 'lru-cache';
import { ProblemError } from '../../../domain/problem.js';
import type { Clock } from '../../../kube/clock.js';
import type { Caller } from '../../../services/auth/caller.js';

/** What is counted apart. */
export type RequestKind = 'reads' | 'writes';

/** How much a caller may still ask, after a request; for the headers of its answer. */
export interface Allowance {
  readonly kind: RequestKind;
  readonly quota: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until all of the quota is there again. */
  readonly resetSeconds: number;
  /** Present when the request was too much. */
  readonly retryAfterSeconds?: number;
}

const WINDOW_MS = 60_000;
/** Who is forgotten starts with all of the quota: only the idlest of so many are. */
const MAX_CALLERS = 10_000;

/**
 * Counts what each caller asks, in this process. What was used comes back steadily and not at once when a window ends, so
 * that callers are not taught to wait for the full minute (GCRA: one moment is all that is kept of a caller).
 */
export class RateLimiter {
  /** When all of the quota is back, by the monotonic clock. */
  readonly #fullAt = new LRUCache<string, number>({ max: MAX_CALLERS });

  constructor(
    private readonly quotas: Readonly<Record<RequestKind, number>>,
    private readonly clock: Clock,
    /** Told of each request that is too much. */
    private readonly onExcess?: (caller: Caller) => void,
  ) {}

  /** Undefined where there is no limit. What is too much uses nothing up. */
  take(caller: Caller, kind: RequestKind, cost = 1): Allowance | undefined {
    const quota = this.quotas[kind];
    if (quota === 0) return undefined;
    const key = `${kind} ${caller.username}`;
    const nowMs = this.clock.monotonicMs();
    const costMs = (Math.min(cost, quota) * WINDOW_MS) / quota;
    const usedMs = Math.max((this.#fullAt.get(key) ?? nowMs) - nowMs, 0);
    const overMs = usedMs + costMs - WINDOW_MS;
    if (overMs <= 0) this.#fullAt.set(key, nowMs + usedMs + costMs);
    else this.onExcess?.(caller);
    const leftMs = overMs <= 0 ? usedMs + costMs : usedMs;
    return {
      kind,
      quota,
      windowSeconds: WINDOW_MS / 1000,
      remaining: Math.floor(((WINDOW_MS - leftMs) * quota) / WINDOW_MS),
      resetSeconds: Math.ceil(leftMs / 1000),
      ...(overMs > 0 && { retryAfterSeconds: Math.ceil(overMs / 1000) }),
    };
  }
}

/** @throws ProblemError `rate_limited` for a request that was too much. */
export function refuseExcess(allowance: Allowance | undefined): void {
  if (allowance?.retryAfterSeconds === undefined) return;
  const { kind, quota, windowSeconds, retryAfterSeconds } = allowance;
  const detail = `You may ask for ${quota} ${kind} in ${windowSeconds} seconds: ask again in ${retryAfterSeconds}.`;
  throw new ProblemError('rate_limited', detail, { retryAfterSeconds });
}
