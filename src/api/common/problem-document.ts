import { HttpException } from '@nestjs/common';
import { KubeError } from '../../kube/client/index.js';
import { PROBLEMS, type ProblemCode } from '../../domain/errors.js';
import { ProblemError, type FieldProblem } from '../../domain/problem.js';
import { problemOf } from '../../services/kube-problems.js';
import { ACCEPT_PATCH } from './patch-types.js';
import { pathOf } from './paths.js';

/** RFC 9457, with what a program needs to decide. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ProblemCode;
  readonly requestId: string;
  readonly retryable: boolean;
  /** Path of the object that is in the way. */
  readonly related?: string;
  readonly errors?: readonly FieldProblem[];
}

const DOCUMENTATION = 'https://dbaas.io/docs/problems#';

const CODE_BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'malformed_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'malformed_request',
  413: 'payload_too_large',
  414: 'malformed_request',
  415: 'unsupported_media_type',
  422: 'invalid_spec',
  429: 'rate_limited',
  431: 'malformed_request',
  503: 'unavailable',
};

/** Where the framework's own words leave the next step open. */
const DETAILS: Partial<Record<ProblemCode, string>> = {
  unsupported_media_type: `Send application/json; PATCH also reads ${ACCEPT_PATCH}.`,
};

/** Anything thrown, as a problem; what nobody foresaw keeps its text to itself. */
export function toProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof KubeError) return problemOf(error);
  const status = statusOf(error);
  const code = CODE_BY_STATUS[status];
  if (code && error instanceof Error) return new ProblemError(code, DETAILS[code] ?? error.message, { cause: error });
  return new ProblemError(
    'internal_error',
    'Something failed that should not have; the log has it under the request id.',
    { cause: error },
  );
}

/** Nest's own refusals and Fastify's (bodies that cannot be read) say their status, each in its way. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

export function renderProblem(problem: ProblemError, request: { id: string; url: string }): ProblemDocument {
  const { code, message, fields, related } = problem;
  const { title, httpStatus, retryable } = PROBLEMS[code];
  return {
    type: `${DOCUMENTATION}${code}`,
    title,
    status: httpStatus,
    detail: message,
    instance: request.url.split('?')[0]!,
    code,
    requestId: request.id,
    retryable,
    ...(related && { related: pathOf(related) }),
    ...(fields.length > 0 && { errors: fields }),
  };
}
