import type { IncomingMessage } from 'node:http';
import type { RequestOrigin } from '../../services/request-scope.js';
import { GRAPHQL_PATH } from './paths.js';

/** What a client says of itself is kept to a length that a record can carry. */
const MAX_TEXT = 256;

/** Where a request came from, as it is written down. */
export function originOf(message: IncomingMessage, requestId: string): RequestOrigin {
  const { method, url = '', headers, socket } = message;
  const [path] = url.split('?');
  return {
    requestId,
    via: path === GRAPHQL_PATH ? 'GraphQL' : 'REST',
    request: textOf(`${method} ${path}`),
    address: socket.remoteAddress,
    forwardedFor: textOf(headers['x-forwarded-for']),
    userAgent: textOf(headers['user-agent']),
  };
}

function textOf(header: string | string[] | undefined): string | undefined {
  return header === undefined ? undefined : String(header).slice(0, MAX_TEXT);
}
