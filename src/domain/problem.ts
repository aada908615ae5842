import {
  formatFieldErrorBody,
  formatJsonPointer,
  type FieldError,
  type FieldErrorType,
  type FieldPath,
} from '../kube/schema/index.js';
import { PROBLEMS, type ProblemCode, type ProblemKind } from './errors.js';

/** What can be wrong with one field. */
export const FIELD_PROBLEM_CODES = [
  'required',
  'invalid',
  'not_supported',
  'forbidden',
  'duplicate',
  'too_long',
  'too_many',
  'wrong_type',
  'not_found',
  'unknown_field',
  'managed_elsewhere',
  'test_failed',
] as const;

export type FieldProblemCode = (typeof FIELD_PROBLEM_CODES)[number];

/** One thing to mend in a request, where it stands, in words that Kubernetes would use of the same mistake. */
export interface FieldProblem {
  /** JSON Pointer into the body (`/spec/storage/size`), or `?name` for a query parameter. */
  readonly pointer: string;
  readonly code: FieldProblemCode;
  readonly message: string;
  readonly rejected?: unknown;
  readonly allowed?: readonly string[];
  readonly hint?: string;
}

const CODES: Record<FieldErrorType, FieldProblemCode> = {
  FieldValueNotFound: 'not_found',
  FieldValueRequired: 'required',
  FieldValueDuplicate: 'duplicate',
  FieldValueInvalid: 'invalid',
  FieldValueNotSupported: 'not_supported',
  FieldValueForbidden: 'forbidden',
  FieldValueTooLong: 'too_long',
  FieldValueTooMany: 'too_many',
  FieldValueTypeInvalid: 'wrong_type',
};

/**
 * `subject` is what was judged: errors may name a value by its type alone, as Kubernetes does, and the value that was
 * sent is told from there.
 */
export function fieldProblemOf(error: FieldError, subject: unknown): FieldProblem {
  return {
    pointer: formatJsonPointer(error.path),
    code: CODES[error.type],
    message: formatFieldErrorBody(error),
    rejected: scalarAt(subject, error.path),
    allowed: error.allowed,
  };
}

/** Undefined for what is absent, and for objects and lists: they would only repeat the request. */
function scalarAt(subject: unknown, path: FieldPath): unknown {
  let value = subject;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return typeof value === 'object' ? undefined : value;
}

export interface ProblemDetails {
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  readonly related?: RelatedObject;
  readonly cause?: unknown;
}

/** An object that has to do with a refusal, for the edges to lead to. */
export interface RelatedObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** A request that was refused or failed, in terms that every edge can translate: HTTP, GraphQL, conditions. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly fields: readonly FieldProblem[];
  readonly retryAfterSeconds: number | undefined;
  readonly related: RelatedObject | undefined;

  constructor(
    readonly code: ProblemCode,
    detail: string,
    more: ProblemDetails = {},
  ) {
    super(detail, more.cause === undefined ? undefined : { cause: more.cause });
    this.fields = more.fields ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
    this.related = more.related;
  }

  get kind(): ProblemKind {
    return PROBLEMS[this.code];
  }
}

/** `invalid_spec` with every problem. */
export function invalidSpec(fields: readonly FieldProblem[]): ProblemError {
  const [first, ...others] = fields;
  const detail =
    first && others.length === 0 ? `${first.pointer}: ${first.message}` : `${fields.length} fields need mending.`;
  return new ProblemError('invalid_spec', detail, { fields });
}

/** @throws ProblemError `invalid_spec` with every problem, when there is one. */
export function refuseInvalid(fields: readonly FieldProblem[]): void {
  if (fields.length > 0) throw invalidSpec(fields);
}
