import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../domain/problem.js';
import type { DocumentRequest } from './documents/document-request.js';

/** More would make one caller's request a flood for the others. */
const MAX_BATCH = 5;

export const isBatch = ({ body }: Pick<FastifyRequest, 'body'>): boolean => Array.isArray(body);

/**
 * What one request over HTTP asks for: one operation, or a batch.
 * @throws ProblemError `malformed_request` for a batch of too many.
 */
export function requestsIn({ method, url, body }: FastifyRequest): readonly DocumentRequest[] {
  if (method === 'GET') return [requestInAddress(url)];
  const requests = (Array.isArray(body) ? body : [body]) as readonly (DocumentRequest | null | undefined)[];
  if (requests.length <= MAX_BATCH) return requests.map((request) => request ?? {});
  const detail = `The batch has ${requests.length} operations; at most ${MAX_BATCH} are allowed.`;
  throw new ProblemError('malformed_request', detail);
}

/** Read as Apollo reads it, which says what is wrong with the rest. */
export function requestInAddress(url: string): Record<string, unknown> {
  const parameters = new URLSearchParams(url.split('?').slice(1).join('?'));
  const jsonOf = (name: string): unknown => {
    const text = parameters.get(name);
    return text === null ? undefined : parsed(text);
  };
  return {
    query: parameters.get('query') ?? undefined,
    operationName: parameters.get('operationName') ?? undefined,
    variables: jsonOf('variables'),
    extensions: jsonOf('extensions'),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
