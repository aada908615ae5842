import { KubeError } from '../../src/kube/client/index.js';
import type { StatusCause, StatusReason } from '../../src/kube/meta/index.js';

const CODES: Partial<Record<StatusReason, number>> = {
  BadRequest: 400,
  Forbidden: 403,
  NotFound: 404,
  AlreadyExists: 409,
  Conflict: 409,
  Gone: 410,
  Expired: 410,
  RequestEntityTooLarge: 413,
  Invalid: 422,
  TooManyRequests: 429,
  InternalError: 500,
  ServiceUnavailable: 503,
  Timeout: 504,
};

interface KubeErrorChanges {
  readonly message?: string;
  readonly causes?: readonly StatusCause[];
  readonly retryAfterSeconds?: number;
}

/** A refusal of the API server for this reason. */
export function aKubeError(reason: StatusReason, { message, ...details }: KubeErrorChanges = {}): KubeError {
  return new KubeError(CODES[reason] ?? 500, reason, message ?? `refused: ${reason}`, details);
}

/** An answer that is this refusal. */
export const refusing = (reason: StatusReason, changes?: KubeErrorChanges) => (): never => {
  throw aKubeError(reason, changes);
};
