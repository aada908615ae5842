import { methodNotAllowed, unknownPath } from '../api-status/api-error.js';
import { ApiError } from '../api-status/api-error.js';
import type { RequestContext } from '../http/request-context.js';
import { textReply } from '../http/reply.js';
import type { Reply } from '../http/reply.js';
import type { ClusterDocuments } from './cluster-documents.js';

/** Open to all, so that probes need no token. */
export const PUBLIC_PATHS: ReadonlySet<string> = new Set(['/healthz', '/livez', '/readyz']);

const JSON_ONLY = 'only the following media types are accepted: application/json';

/** Everything outside the resources: health, version, discovery, OpenAPI. */
export class NonResourceHandler {
  constructor(
    private readonly documents: ClusterDocuments,
    private readonly now: () => Date,
  ) {}

  /** @throws ApiError */
  handle(context: RequestContext): Reply {
    const { method } = context.request;
    if (method !== 'GET' && method !== 'HEAD') throw methodNotAllowed(`${method} is not supported on this path`);
    const reply = this.discover(context) ?? this.openApi(context);
    if (!reply) throw unknownPath();
    return reply;
  }

  private discover({ request, info }: RequestContext): Reply | undefined {
    const path = info.path.length > 1 ? info.path.replace(/\/$/, '') : info.path;
    const answer = this.documents.discovery.forPath(path, request.headers.accept);
    if (answer === 'NotAcceptable') throw new ApiError(406, 'NotAcceptable', JSON_ONLY);
    if (!answer) return undefined;
    const { body, contentType, etag } = answer;
    const headers = { 'Content-Type': contentType, ETag: etag, Vary: 'Accept', 'Cache-Control': 'public' };
    return request.headers['if-none-match'] === etag ? { code: 304, headers } : { code: 200, headers, body };
  }

  private openApi({ request, info, query }: RequestContext): Reply | undefined {
    const { accept, 'if-none-match': ifNoneMatch } = request.headers;
    const hash = query.get('hash');
    const answer = this.documents.openApi.answer({
      path: info.path,
      now: this.now(),
      ...(hash === null ? {} : { hash }),
      ...(accept === undefined ? {} : { accept }),
      ...(ifNoneMatch === undefined ? {} : { ifNoneMatch }),
    });
    if (!answer) return undefined;
    if (answer.status === 404) throw unknownPath();
    if (answer.status === 406) throw new ApiError(406, 'NotAcceptable', JSON_ONLY);
    return {
      code: answer.status,
      headers: answer.headers,
      ...(answer.body === undefined ? {} : { body: answer.body }),
    };
  }
}

/** `ok`, with `?verbose` the checks behind it. */
export function healthReply(path: string, isVerbose: boolean): Reply {
  const name = path.slice(1);
  return textReply(200, isVerbose ? `[+]ping ok\n[+]storage ok\n${name} check passed\n` : 'ok');
}

export function unhealthyReply(reason: string): Reply {
  return textReply(500, `[-]storage failed: ${reason}\n`);
}
