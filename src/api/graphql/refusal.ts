import { HeaderMap } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { challengeOf } from '../common/challenge.js';
import { toProblem } from '../common/problem-document.js';

/** A request that is refused as a whole, with the status and headers of its answer: Apollo takes them from the error. */
export function refusalOf(error: unknown, request: FastifyRequest | undefined): GraphQLError {
  const problem = toProblem(error);
  const headers = new HeaderMap();
  if (problem.code === 'unauthenticated') headers.set('WWW-Authenticate', challengeOf(request?.headers.authorization));
  if (problem.retryAfterSeconds !== undefined) headers.set('Retry-After', String(problem.retryAfterSeconds));
  const http = { status: problem.kind.httpStatus, headers };
  return new GraphQLError(problem.message, { originalError: problem, extensions: { http, requestId: request?.id } });
}
