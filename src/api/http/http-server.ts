import type { INestApplication } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HttpSettings } from '../../config/index.js';
import type { Logger } from '../../kube/logger.js';
import type { HttpMetrics } from '../../observability/index.js';
import { withinRequest } from '../../services/request-scope.js';
import type { Requester } from '../common/caller.js';
import { rateHeaders } from '../common/limits/rate-headers.js';
import { originOf } from '../common/request-origin.js';
import { traceContextOf } from '../common/trace-context.js';
import { answerBrokenRequest, answerUnroutable } from './broken-request.js';
import { compressAnswers, refuseCompressedBodies } from './compression.js';
import { readPatchBodies } from './patch-bodies.js';
import { refuseMethods } from './refuse-method.js';
import { closeUnusedOnShutdown } from './unused-connections.js';

/** Paths outside the versioned API: for machines that know no versions, and for GraphQL, which has none. */
const UNVERSIONED_PATHS = ['healthz', 'readyz', 'metrics', 'graphql'];

const REQUEST_ID = /^[A-Za-z0-9._:-]{1,128}$/;
const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
/** How exactly the time limits of requests are kept; by default it is half a minute. */
const CHECK_EVERY_MS = 1_000;
/** Longer than anybody is made to wait: a connection on which nothing moves for so long has nobody who reads. */
const STALLED_MS = 120_000;

export function createHttpAdapter(settings: HttpSettings, stalledMs = STALLED_MS): FastifyAdapter {
  const requestTimeout = settings.requestTimeoutSeconds * 1000;
  return new FastifyAdapter({
    bodyLimit: settings.maxBodyKib * 1024,
    requestTimeout,
    connectionTimeout: stalledMs,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      requestTimeout,
      headersTimeout: Math.min(HEADERS_TIMEOUT_MS, requestTimeout),
      connectionsCheckingInterval: CHECK_EVERY_MS,
    },
    clientErrorHandler: answerBrokenRequest,
    frameworkErrors: answerUnroutable,
    // Idle keep-alive connections must not hold up a shutdown.
    forceCloseConnections: 'idle',
    genReqId: (request: IncomingMessage) => checkedId(request.headers['x-request-id']) ?? randomUUID(),
    routerOptions: { maxParamLength: 253 },
  });
}

function checkedId(header: string | string[] | undefined): string | undefined {
  return typeof header === 'string' && REQUEST_ID.test(header) ? header : undefined;
}

/** Puts every route below the version of the API, and those of machines beside it. */
export function versionRoutes(app: INestApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: UNVERSIONED_PATHS });
}

/** What every answer carries and every request is measured by, before any route. */
export async function configureHttp(app: NestFastifyApplication, logger: Logger, metrics: HttpMetrics): Promise<void> {
  versionRoutes(app);
  const fastify = app.getHttpAdapter().getInstance();
  readPatchBodies(fastify);
  fastify.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'X-Request-Id': request.id,
      'Cache-Control': 'private, no-cache',
      'X-Content-Type-Options': 'nosniff',
      Vary: 'accept, accept-encoding',
    });
  });
  refuseMethods(fastify, logger);
  refuseCompressedBodies(fastify, logger);
  closeUnusedOnShutdown(fastify);
  // Not earlier: a body that is read in between would lose it.
  fastify.addHook('preValidation', (request, _reply, done) =>
    withinRequest(originOf(request.raw, request.id), done, traceContextOf(request.headers)),
  );
  fastify.addHook('onSend', async (request, reply) => {
    const { allowance } = request as Requester;
    if (allowance) void reply.headers(rateHeaders(allowance));
  });
  await compressAnswers(app);
  fastify.addHook('onResponse', async (request, reply) => record(request, reply, logger, metrics));
}

function record(request: FastifyRequest, reply: FastifyReply, logger: Logger, metrics: HttpMetrics): void {
  const route = request.routeOptions.url ?? 'none';
  metrics.observe(request.method, route, reply.statusCode, reply.elapsedTime / 1000);
  const { id: requestId, method } = request;
  const traceId = traceContextOf(request.headers)?.traceId;
  logger.debug('Request answered', {
    requestId,
    traceId,
    method,
    route,
    code: reply.statusCode,
    durationMs: reply.elapsedTime,
  });
}
