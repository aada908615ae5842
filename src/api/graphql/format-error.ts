import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Logger } from '../../kube/logger.js';
import type { ProblemError } from '../../domain/problem.js';
import { toProblem } from '../common/problem-document.js';

/** How every transport tells errors. The id of the request is absent only for what failed before it was one of ours. */
export type ErrorFormat = (error: GraphQLError, requestId: string | undefined) => GraphQLFormattedError;

/** Of validation, which knows names of the schema that the client does not. */
const SUGGESTION = / Did you mean .*\?$/;

/** Codes of the protocol of persisted queries: clients answer them by sending the whole query. */
const PROTOCOL_CODES: readonly unknown[] = ['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'];

/** The one translation of errors to GraphQL: same codes as REST, no stack, and no text that nobody chose to show. */
export function errorFormat(logger: Logger, { introspection }: { readonly introspection: boolean }): ErrorFormat {
  return (error, requestId) => {
    const { locations, path } = error;
    const problem = problemIn(error);
    if (problem.kind.httpStatus >= 500) logFailure(problem, error, { logger, requestId });
    return {
      message: introspection ? problem.message : problem.message.replace(SUGGESTION, ''),
      ...(locations && { locations }),
      ...(path && { path }),
      extensions: {
        ...extensionsOf(problem, requestId),
        ...(PROTOCOL_CODES.includes(error.extensions['code']) && { code: error.extensions['code'] }),
      },
    };
  };
}

function problemIn(error: GraphQLError): ProblemError {
  if (!isMistakeInRequest(error)) return toProblem(error.originalError ?? error);
  const { status = 400 } = (error.extensions['http'] ?? {}) as { status?: number };
  return toProblem(Object.assign(new Error(error.message), { statusCode: status < 400 ? 400 : status }));
}

/**
 * What graphql-js and Apollo say of the request itself may be shown. A value of ours that does not fit the schema is
 * told by a GraphQLError too, but of a field and pointing at nothing in the request.
 */
function isMistakeInRequest({ originalError, path }: GraphQLError): boolean {
  if (!originalError) return path === undefined;
  return originalError instanceof GraphQLError && (path === undefined || originalError.nodes !== undefined);
}

function extensionsOf(problem: ProblemError, requestId: string | undefined): Record<string, unknown> {
  const { code, kind, retryAfterSeconds, fields } = problem;
  return {
    code,
    status: kind.httpStatus,
    ...(requestId !== undefined && { requestId }),
    retryable: kind.retryable,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(fields.length > 0 && { problems: fields }),
  };
}

interface Scope {
  readonly logger: Logger;
  readonly requestId: string | undefined;
}

function logFailure(problem: ProblemError, { path }: GraphQLError, { logger, requestId }: Scope): void {
  const fields = { requestId, code: problem.code, path: path?.join('.') };
  logger.error('GraphQL request failed', { ...fields, err: problem.cause ?? problem });
}
