import { isExpired, isNotFound, KubeError } from '../client/kube-error.js';
import type { InformerRestartCause } from '../metrics/kube-metrics.js';

/** The server ended a watch before it had said anything: no failure on the wire, but no service either. */
export class WatchEndedEarly extends Error {
  override readonly name = 'WatchEndedEarly';
}

export interface Recovery {
  readonly cause: InformerRestartCause;
  /** `resume`: watch again from where we were. `relist`: what we hold may be wrong. `relist-latest`: our version is of no use. */
  readonly next: 'resume' | 'relist' | 'relist-latest';
}

const isVersionUnusable = (error: unknown): boolean =>
  isExpired(error) ||
  (error instanceof KubeError && error.causes.some(({ reason }) => reason === 'ResourceVersionTooLarge'));

const hasCode = (error: unknown, code: number): boolean => error instanceof KubeError && error.code === code;

/** What to do after a list or a watch failed. */
export function recoveryFrom(error: unknown): Recovery {
  if (isVersionUnusable(error)) return { cause: 'expired', next: 'relist-latest' };
  if (isNotFound(error)) return { cause: 'not_served', next: 'relist' };
  if (error instanceof WatchEndedEarly) return { cause: 'ended_early', next: 'relist' };
  if (hasCode(error, 429)) return { cause: 'throttled', next: 'resume' };
  if (hasCode(error, 0)) return { cause: 'disconnected', next: 'resume' };
  return { cause: 'failed', next: 'relist' };
}
