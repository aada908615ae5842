import { HeaderMap } from '@apollo/server';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { ProblemError } from '../../domain/problem.js';
import { challengeOf } from '../common/challenge.js';
import { toProblem } from '../common/problem-document.js';

/** A request that is refused as a whole, with the status and headers of its answer: Apollo takes them from the error. */
export function refusalOf(error: unknown, request: FastifyRequest | undefined): GraphQLError {
  const problem = toProblem(error);
  const headers = new HeaderMap(Object.entries(headersOf(problem, request)));
  const http = { status: problem.kind.httpStatus, headers };
  return new GraphQLError(problem.message, { originalError: problem, extensions: { http, requestId: request?.id } });
}

export interface Refused {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly show: (errors: readonly GraphQLError[], id: string) => GraphQLFormattedError[];
}

/** The same where Apollo is not asked. */
export function sendRefusal(error: unknown, { request, reply, show }: Refused): void {
  const problem = toProblem(error);
  const told = new GraphQLError(problem.message, { originalError: problem });
  void reply
    .code(problem.kind.httpStatus)
    .headers({ ...headersOf(problem, request), 'Cache-Control': 'no-store' })
    .type('application/graphql-response+json; charset=utf-8')
    .send(JSON.stringify({ errors: show([told], request.id) }));
}

function headersOf(problem: ProblemError, request: FastifyRequest | undefined): Record<string, string> {
  const { code, retryAfterSeconds } = problem;
  return {
    ...(code === 'unauthenticated' && { 'WWW-Authenticate': challengeOf(request?.headers.authorization) }),
    ...(code === 'method_not_allowed' && { Allow: 'POST' }),
    ...(retryAfterSeconds !== undefined && { 'Retry-After': String(retryAfterSeconds) }),
  };
}
