import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSettings } from '../config/index.js';
import type { Logger } from '../kube/logger.js';
import type { HttpMetrics } from '../observability/index.js';
import { withinRequest } from '../services/request-scope.js';
import { originOf } from './common/request-origin.js';

/** Paths outside the versioned API: for machines that know no versions, and for GraphQL, which has none. */
export const UNVERSIONED_PATHS = ['healthz', 'readyz', 'metrics', 'graphql'];

const REQUEST_ID = /^[A-Za-z0-9._:-]{1,128}$/;
const MAX_HEADER_BYTES = 16 * 1024;

export function createHttpAdapter(settings: HttpSettings): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: settings.maxBodyKib * 1024,
    requestTimeout: settings.requestTimeoutSeconds * 1000,
    http: { maxHeaderSize: MAX_HEADER_BYTES },
    // Idle keep-alive connections must not hold up a shutdown.
    forceCloseConnections: 'idle',
    genReqId: (request: IncomingMessage) => checkedId(request.headers['x-request-id']) ?? randomUUID(),
    routerOptions: { maxParamLength: 253 },
  });
}

function checkedId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : undefined;
}

/** What every answer carries and every request is measured by, before any route. */
export function configureHttp(app: NestFastifyApplication, logger: Logger, metrics: HttpMetrics): void {
  app.setGlobalPrefix('api/v1', { exclude: UNVERSIONED_PATHS });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addContentTypeParser(
    'application/merge-patch+json',
    { parseAs: 'string' },
    fastify.getDefaultJsonParser('error', 'error'),
  );
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'X-Request-Id': request.id,
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
    });
  });
  // Not earlier: a body that is read in between would lose it.
  fastify.addHook('preValidation', (request, _reply, done) => withinRequest(originOf(request.raw, request.id), done));
  fastify.addHook('onResponse', async (request, reply) => record(request, reply, logger, metrics));
}

function record(request: FastifyRequest, reply: FastifyReply, logger: Logger, metrics: HttpMetrics): void {
  const route = request.routeOptions.url ?? 'none';
  metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
  const { id: requestId, method } = request;
  logger.debug('Request answered', { requestId, method, route, code: reply.statusCode, durationMs: reply.elapsedTime });
}
