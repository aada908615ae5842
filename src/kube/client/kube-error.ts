import type { StatusBody, StatusCause, StatusReason } from '../meta/index.js';

/**
 * A refusal by the API server, or none at all (`code` 0: not reached). Decide on `code`, `reason` and `causes`, never on
 * the text. Holds nothing of the request: bodies and headers may carry secrets.
 */
export class KubeError extends Error {
  override readonly name = 'KubeError';

  readonly causes: readonly StatusCause[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: number,
    readonly reason: StatusReason | '',
    message: string,
    details: { causes?: readonly StatusCause[]; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.causes = details.causes ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }

  static fromStatus(code: number, status: Partial<StatusBody>): KubeError {
    const { reason = '', message = `HTTP ${code}`, details } = status;
    return new KubeError(code, reason, message, details);
  }
}

const hasReason =
  (...reasons: StatusReason[]) =>
  (error: unknown): error is KubeError =>
    error instanceof KubeError && (reasons as string[]).includes(error.reason);

export const isNotFound = hasReason('NotFound');
export const isAlreadyExists = hasReason('AlreadyExists');
/** A stale resourceVersion, a failed precondition or a server-side apply conflict: read again, decide again. */
export const isConflict = hasReason('Conflict');
/** The server understood and will never accept this object as it stands. */
export const isInvalid = hasReason('Invalid', 'BadRequest');
export const isForbidden = hasReason('Forbidden');
/** Nothing new may be made there: the namespace is on its way out, and everything in it. */
export const isNamespaceTerminating = (error: unknown): error is KubeError =>
  isForbidden(error) && error.causes.some(({ reason }) => reason === 'NamespaceTerminating');
/** The resourceVersion asked for is older than what the server remembers. */
export const isExpired = (error: unknown): error is KubeError =>
  error instanceof KubeError && (error.code === 410 || error.reason === 'Expired' || error.reason === 'Gone');

/** True for what may pass by itself: throttling, a server that is starting, away or overloaded, a webhook that is down. */
export function isTransient(error: unknown): boolean {
  return error instanceof KubeError && (error.code === 0 || error.code === 429 || error.code >= 500);
}
