import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../../domain/problem.js';
import { requestInAddress } from '../requests-in.js';
import type { OperationRequest } from '../sessions/operation-judge.js';

/** By either of these a client of `graphql-sse` says that it has one stream for all of its operations. */
const STREAM_TOKEN_HEADER = 'x-graphql-event-stream-token';
const STREAM_TOKEN_PARAMETER = 'token';

/**
 * The operation that a request for events asks for, in its body or its address.
 * @throws ProblemError `malformed_request` or `unsupported_media_type`.
 */
export function eventRequestOf(request: FastifyRequest): OperationRequest {
  refuseSingleConnection(request);
  const asked = request.method === 'GET' ? requestInAddress(request.url) : bodyOf(request);
  const isWhole =
    isAbsentOr('string', asked['query']) &&
    isAbsentOr('string', asked['operationName']) &&
    isAbsentOrObject(asked['variables']) &&
    isAbsentOrObject(asked['extensions']);
  if (isWhole) return asked;
  throw malformed('`query` and `operationName` are texts, `variables` and `extensions` are objects.');
}

function bodyOf({ headers, body }: FastifyRequest): Record<string, unknown> {
  // What a web page may send without asking first is refused, as Apollo refuses it.
  const type = headers['content-type']?.split(';')[0]!.trim().toLowerCase();
  if (type !== 'application/json') throw new ProblemError('unsupported_media_type', 'Send application/json.');
  if (Array.isArray(body)) throw malformed('A stream is of one operation: batches are answered as JSON alone.');
  if (typeof body === 'object' && body !== null) return body as Record<string, unknown>;
  throw malformed('The body must be a JSON object.');
}

function refuseSingleConnection({ headers, url }: FastifyRequest): void {
  const parameters = new URLSearchParams(url.split('?')[1]);
  if (headers[STREAM_TOKEN_HEADER] === undefined && !parameters.has(STREAM_TOKEN_PARAMETER)) return;
  throw malformed(
    'Each operation has a stream of its own here (distinct connections mode); one stream for several is not offered. For many at a time there is WebSocket at the same address.',
  );
}

const isAbsentOr = (type: 'string', value: unknown): boolean =>
  value === undefined || value === null || typeof value === type;

const isAbsentOrObject = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));

const malformed = (detail: string): ProblemError => new ProblemError('malformed_request', detail);
