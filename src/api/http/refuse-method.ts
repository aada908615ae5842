import type { FastifyInstance } from 'fastify';
import type { Logger } from '../../kube/logger.js';
import { ProblemError } from '../../domain/problem.js';
import { sendProblem } from '../common/problem.filter.js';
import { RouteTable } from './route-table.js';

/** 405 with `Allow` where a path has other methods than the one that was asked for. Before any route is made. */
export function refuseMethods(fastify: FastifyInstance, logger: Logger): void {
  const routes = new RouteTable();
  fastify.addHook('onRoute', ({ url, method }) => routes.add(url, method));
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return undefined;
    const allowed = routes.methodsAt(request.url.split('?')[0]!);
    if (allowed.length === 0) return undefined;
    const detail = `${request.method} is not offered here; there is ${allowed.join(', ')}.`;
    void reply.header('Allow', allowed.join(', '));
    sendProblem(new ProblemError('method_not_allowed', detail), request, reply, logger);
    return reply;
  });
}
