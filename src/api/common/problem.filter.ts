import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../../kube/logger.js';
import type { ProblemError } from '../../domain/problem.js';
import { currentRequest } from '../../services/request-scope.js';
import { challengeOf } from './challenge.js';
import { ACCEPT_PATCH } from './patch-types.js';
import { renderProblem, toProblem } from './problem-document.js';

export const PROBLEM_JSON = 'application/problem+json; charset=utf-8';
const UNKNOWN_WAIT_SECONDS = 5;

/** Answers a request with what went wrong; the one place that turns an error into HTTP. */
export function sendProblem(error: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const problem = toProblem(error);
  if (problem.kind.httpStatus >= 500) logFailure(problem, request, logger);
  if (problem.code === 'unauthenticated')
    void reply.header('WWW-Authenticate', challengeOf(request.headers.authorization));
  if (problem.code === 'unsupported_media_type' && request.method === 'PATCH')
    void reply.header('Accept-Patch', ACCEPT_PATCH);
  const retryAfterSeconds = problem.retryAfterSeconds ?? waitFor(problem);
  if (retryAfterSeconds !== undefined) void reply.header('Retry-After', String(retryAfterSeconds));
  void reply
    .status(problem.kind.httpStatus)
    .header('Content-Type', PROBLEM_JSON)
    .send(JSON.stringify(renderProblem(problem, request)));
}

/** Of what is missing for a while, nobody knows for how long. */
const waitFor = ({ kind }: ProblemError): number | undefined =>
  kind.httpStatus === 503 ? UNKNOWN_WAIT_SECONDS : undefined;

function logFailure(problem: ProblemError, request: FastifyRequest, logger: Logger): void {
  const { id: requestId, method, routeOptions } = request;
  const { traceId } = currentRequest() ?? {};
  const fields = { requestId, traceId, method, route: routeOptions.url, code: problem.code };
  logger.error('Request failed', { ...fields, err: problem.cause ?? problem });
}

/** GraphQL has a formatter of its own and is passed through. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType<'http' | 'graphql'>() === 'graphql') throw error;
    const http = host.switchToHttp();
    sendProblem(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.logger);
  }
}
