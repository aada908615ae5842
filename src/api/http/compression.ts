import compress from '@fastify/compress';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { constants } from 'node:zlib';
import { ProblemError } from '../../domain/problem.js';
import type { Logger } from '../../kube/logger.js';
import { GRAPHQL_PATH } from '../common/paths.js';
import { sendProblem } from '../common/problem.filter.js';
import { isSecret } from '../common/secret-answers.js';

/** Below this an answer fits into one packet either way. */
const THRESHOLD_BYTES = 1024;
/** Past these each step costs as much time again and saves a few percent. */
const BROTLI_QUALITY = 4;
const GZIP_LEVEL = 6;
/** 256 KiB, of which pages repeat themselves within a part; the usual 4 MiB cost each answer twice the time under load. */
const BROTLI_WINDOW_BITS = 18;
/** Up to here it takes less time at once, a fifth of a millisecond, than by the thread pool. */
const AT_ONCE_BYTES = 64 * 1024;

/**
 * Answers compressed for who accepts it; before any route. Streams of events the plugin leaves alone; what may not be stored
 * is never compressed: of a secret beside something that a caller chose, the length tells (BREACH).
 */
export async function compressAnswers(app: NestFastifyApplication): Promise<void> {
  await app.register(compress, {
    globalCompression: true,
    globalDecompression: false,
    encodings: ['br', 'gzip'],
    threshold: THRESHOLD_BYTES,
    syncThreshold: AT_ONCE_BYTES,
    brotliOptions: {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_LGWIN]: BROTLI_WINDOW_BITS,
      },
    },
    zlibOptions: { level: GZIP_LEVEL },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onSend', async (request, reply) => {
    if (isSecret(request)) void reply.header('Cache-Control', 'no-store');
    // Heard by the plugin, whose own turn comes after this one.
    if (mustStayPlain(request, reply)) request.headers['x-no-compression'] = 'true';
  });
  // After the plugin's own, which the plugin has put at the end of each route's.
  fastify.addHook('onRoute', (route) => {
    route.onSend = [route.onSend ?? []].flat().concat(weakenTag);
  });
}

function mustStayPlain(request: FastifyRequest, reply: FastifyReply): boolean {
  if (isSecret(request)) return true;
  // No answer of GraphQL may be stored, whatever it is: only those who ask it for secrets are answered in plain.
  const isGraphQl = request.routeOptions.url === GRAPHQL_PATH;
  return !isGraphQl && String(reply.getHeader('cache-control')).includes('no-store');
}

/**
 * A tag that is strong stands for bytes, and compressed they are others (RFC 9110, 8.8.3.3). Who comes back with the weak
 * one is told in its form that it still holds.
 */
async function weakenTag({ headers }: FastifyRequest, reply: FastifyReply): Promise<void> {
  const tag = reply.getHeader('etag');
  if (typeof tag !== 'string' || tag.startsWith('W/')) return;
  const isKnownWeak = reply.statusCode === 304 && headers['if-none-match']?.includes(`W/${tag}`);
  if (reply.hasHeader('content-encoding') || isKnownWeak) void reply.header('ETag', `W/${tag}`);
}

/** 415 to bodies that are compressed: of the largest that is read nothing is gained, and none of them is a bomb. */
export function refuseCompressedBodies(fastify: FastifyInstance, logger: Logger): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const { 'content-encoding': encoding = 'identity' } = request.headers;
    if (['', 'identity'].includes(encoding.trim().toLowerCase())) return undefined;
    const detail = 'Bodies are read as they are: send it without a Content-Encoding.';
    void reply.header('Accept-Encoding', 'identity');
    sendProblem(new ProblemError('unsupported_media_type', detail), request, reply, logger);
    return reply;
  });
}
