import { HeaderMap } from '@apollo/server';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { bearerTokenOf, type Authenticator } from '../../services/auth/authenticator.js';
import type { GraphQlContext } from '../common/caller.js';
import { challengeOf } from '../common/challenge.js';
import { toProblem } from '../common/problem-document.js';

/**
 * The context of a query over HTTP. The caller is established here and not by the guard alone: introspection has no
 * resolver that a guard could stand before.
 */
export async function requestContext(request: FastifyRequest, authenticator: Authenticator): Promise<GraphQlContext> {
  try {
    const { caller } = await authenticator.authenticate(bearerTokenOf(request.headers.authorization));
    return { req: request, requester: { caller } };
  } catch (error) {
    throw refusal(error, request);
  }
}

/** Apollo takes the status and headers of an answer from the error. */
function refusal(error: unknown, { id: requestId, headers: sent }: FastifyRequest): GraphQLError {
  const problem = toProblem(error);
  const headers = new HeaderMap();
  if (problem.code === 'unauthenticated') headers.set('WWW-Authenticate', challengeOf(sent.authorization));
  if (problem.retryAfterSeconds !== undefined) headers.set('Retry-After', String(problem.retryAfterSeconds));
  const http = { status: problem.kind.httpStatus, headers };
  return new GraphQLError(problem.message, { originalError: problem, extensions: { http, requestId } });
}
