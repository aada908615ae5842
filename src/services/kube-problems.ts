import { KubeError } from '../kube/client/index.js';
import type { StatusCause } from '../kube/meta/index.js';
import { ProblemError, type FieldProblem, type FieldProblemCode } from '../domain/problem.js';
import type { ProblemCode } from '../domain/errors.js';

const CODE_BY_REASON: Readonly<Record<string, ProblemCode>> = {
  NotFound: 'not_found',
  AlreadyExists: 'name_taken',
  Conflict: 'conflict',
  Invalid: 'invalid_spec',
  BadRequest: 'invalid_spec',
  Expired: 'conflict',
  RequestEntityTooLarge: 'payload_too_large',
  TooManyRequests: 'rate_limited',
};

/**
 * What the API server said, as a problem of ours. Its Forbidden concerns this service's own rights and is not the
 * caller's to mend, unless an admission policy speaks to the caller: then it is passed on.
 */
export function problemOf(error: KubeError): ProblemError {
  const known = CODE_BY_REASON[error.reason];
  const fields = error.causes.filter(({ field }) => field).map(fieldProblemOfCause);
  if (known)
    return new ProblemError(known, error.message, { fields, retryAfterSeconds: error.retryAfterSeconds, cause: error });
  if (error.reason === 'Forbidden') return forbiddenProblem(error);
  const detail = 'The Kubernetes API does not answer at the moment.';
  return new ProblemError('unavailable', detail, { retryAfterSeconds: error.retryAfterSeconds ?? 1, cause: error });
}

function forbiddenProblem(error: KubeError): ProblemError {
  if (/ValidatingAdmissionPolicy|admission webhook|is being terminated|NamespaceTerminating/.test(error.message)) {
    return new ProblemError('forbidden', error.message, { cause: error });
  }
  return new ProblemError('internal_error', 'This service lacks a right that it needs in the Kubernetes cluster.', {
    cause: error,
  });
}

const CODE_BY_CAUSE: Readonly<Record<string, FieldProblemCode>> = {
  FieldValueRequired: 'required',
  FieldValueInvalid: 'invalid',
  FieldValueNotSupported: 'not_supported',
  FieldValueForbidden: 'forbidden',
  FieldValueDuplicate: 'duplicate',
  FieldValueTooLong: 'too_long',
  FieldValueTooMany: 'too_many',
  FieldValueTypeInvalid: 'wrong_type',
};

function fieldProblemOfCause({ reason = '', message = '', field = '' }: StatusCause): FieldProblem {
  return { pointer: pointerOfField(field), code: CODE_BY_CAUSE[reason] ?? 'invalid', message };
}

/** What Go calls no path at all. */
const OF_THE_WHOLE = '<nil>';
/** In brackets stands one step, whatever it holds; outside of them steps end at dots. */
const STEP = /\[([^\]]*)\]|[^.[]+/g;

/** `spec.config[0].value` as `/spec/config/0/value`, `metadata.labels[a.io/b]` as `/metadata/labels/a.io~1b`. */
export function pointerOfField(field: string): string {
  if (field === OF_THE_WHOLE) return '';
  return Array.from(field.matchAll(STEP), ([step, bracketed]) => bracketed ?? step)
    .map((step) => `/${step.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** Runs calls of the Kubernetes API so that their refusals come out as problems. */
export async function asProblems<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof KubeError ? problemOf(error) : error;
  }
}
