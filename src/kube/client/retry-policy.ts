import type { KubeError } from './kube-error.js';

const RETRIED_CODES: ReadonlySet<number> = new Set([0, 429, 500, 502, 503, 504]);

/** Nobody told us to come back: a few tries bridge a restart, more would only hold the caller up. */
const MAX_BLIND_TRIES = 4;
const FIRST_BLIND_DELAY_MS = 100;
const THROTTLED_DELAY_MS = 1_000;
/** A server that wants longer gets its wish from the caller's own back-off. */
const MAX_RETRY_AFTER_MS = 30_000;

export interface FailedTry {
  readonly error: KubeError;
  /** Counted from 1. */
  readonly tries: number;
  readonly maxTries: number;
  /** Doing it twice is the same as doing it once. */
  readonly idempotent: boolean;
}

/**
 * How long to wait before the request is sent again; undefined when it must not be. A request that the server throttled
 * was not carried out, so any may come again; after anything else only an idempotent one may.
 */
export function retryDelayMs(failed: FailedTry, random: () => number): number | undefined {
  const { error, tries, maxTries, idempotent } = failed;
  if (tries >= maxTries || !isWorthRetrying(error)) return undefined;
  if (error.code !== 429 && !idempotent) return undefined;
  if (error.retryAfterSeconds !== undefined) return withinPatience(error.retryAfterSeconds * 1_000);
  if (error.code === 429) return THROTTLED_DELAY_MS * (1 + random());
  return tries < MAX_BLIND_TRIES ? FIRST_BLIND_DELAY_MS * 2 ** (tries - 1) * (1 + random()) : undefined;
}

/** The server lags behind the version asked for: the caller must ask for another one, not wait. */
const isVersionTooLarge = (error: KubeError): boolean =>
  error.causes.some(({ reason }) => reason === 'ResourceVersionTooLarge');

const isWorthRetrying = (error: KubeError): boolean => RETRIED_CODES.has(error.code) && !isVersionTooLarge(error);

const withinPatience = (delayMs: number): number | undefined => (delayMs <= MAX_RETRY_AFTER_MS ? delayMs : undefined);
