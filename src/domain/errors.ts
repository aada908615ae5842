/**
 * The one table of what can be wrong: a problem's `code` in REST and GraphQL, and the same entry as the `reason` of a
 * condition. A code is never renamed or reused; clients decide on it.
 */

export interface ProblemKind {
  /** What kind of thing went wrong, the same for every occurrence. */
  readonly title: string;
  /** The HTTP status of a request that ends so. */
  readonly httpStatus: number;
  /** True when the very same request may succeed later without anybody changing it. */
  readonly retryable: boolean;
}

const kind = (httpStatus: number, title: string, retryable = false): ProblemKind => ({ httpStatus, title, retryable });

export const PROBLEMS = {
  malformed_request: kind(400, 'The request could not be read'),
  unauthenticated: kind(401, 'No valid credentials were sent'),
  forbidden: kind(403, 'The caller may not do this'),
  document_not_allowed: kind(403, 'Of GraphQL only documents on a list are answered, and this one is not on it'),
  not_found: kind(404, 'There is no such object, or the caller may not see it'),
  method_not_allowed: kind(405, 'The resource does not offer this method'),
  not_acceptable: kind(406, 'The resource has no representation that the client accepts'),
  conflict: kind(409, 'The object was changed by somebody else meanwhile', true),
  name_taken: kind(409, 'Something else already has this name'),
  deletion_protected: kind(409, 'The cluster is protected against deletion'),
  namespace_terminating: kind(409, 'The namespace is being deleted'),
  in_use: kind(409, 'Other objects still refer to this one'),
  operation_in_progress: kind(409, 'Another operation is in the way'),
  queue_full: kind(409, 'Too many operations wait for this cluster', true),
  field_managed_elsewhere: kind(409, 'Somebody else manages the field, and may put it back'),
  not_available_now: kind(409, 'The state of the cluster does not allow the operation'),
  not_cancellable: kind(409, 'The operation is past the point where it could be called off'),
  already_ended: kind(409, 'The operation has ended'),
  not_ended: kind(409, 'The operation has not ended yet', true),
  upstream_lost: kind(409, 'The database behind this cluster has vanished'),
  precondition_failed: kind(412, 'The object is not in the state that the request names'),
  payload_too_large: kind(413, 'The request body is too large'),
  unsupported_media_type: kind(415, 'The body is of a type that this resource does not read'),
  invalid_spec: kind(422, 'The specification cannot be carried out as written'),
  unsupported_operation: kind(422, 'The engine does not offer this operation'),
  unknown_engine: kind(422, 'No engine of this name is installed'),
  monitoring_config_not_found: kind(422, 'The monitoring configuration does not exist'),
  storage_secret_taken: kind(409, 'The Secret for the credentials exists and belongs to somebody else'),
  storage_not_found: kind(422, 'The backup storage does not exist'),
  storage_not_ready: kind(409, 'The backup storage cannot be used now', true),
  invalid_data_source: kind(422, 'The data source cannot be restored from'),
  outside_recovery_window: kind(422, 'There is no way back to this moment'),
  idempotency_key_reused: kind(422, 'The idempotency key was used for another request'),
  precondition_required: kind(428, 'The request must say which state it builds on'),
  rate_limited: kind(429, 'Too many requests', true),
  internal_error: kind(500, 'Something failed that should not have', true),
  operator_not_installed: kind(503, "The engine's operator is not installed", true),
  upstream_rejected: kind(422, "The engine's operator refused the specification"),
  upstream_unavailable: kind(503, "The engine's operator does not answer", true),
  unavailable: kind(503, 'The service is not ready to answer', true),
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

type PascalCase<Snake extends string> = Snake extends `${infer Head}_${infer Tail}`
  ? `${Capitalize<Head>}${PascalCase<Tail>}`
  : Capitalize<Snake>;

const pascalCase = (snake: string): string =>
  snake.replace(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** `invalid_spec` as the reason of a condition: `InvalidSpec`. */
export function reasonOf<C extends ProblemCode>(code: C): PascalCase<C> {
  return pascalCase(code) as PascalCase<C>;
}
