import type { IncomingMessage, ServerResponse } from 'node:http';

import { methodNotAllowed, unauthorized, unknownPath } from '../api-status/api-error.js';
import { accessDenied, impersonate } from '../auth/index.js';
import type { AccessAttributes, Authenticator, RbacAuthorizer, ResourceAttributes, UserInfo } from '../auth/index.js';
import { PUBLIC_PATHS, healthReply, unhealthyReply } from '../handlers/non-resource.js';
import type { NonResourceHandler } from '../handlers/non-resource.js';
import type { ResourceRouter } from '../handlers/resource-router.js';
import { Selection } from '../handlers/selection.js';
import { toApiError } from '../http/error-translation.js';
import { isTrue, parseRequestInfo } from '../http/parse-request-info.js';
import { jsonReply } from '../http/reply.js';
import type { Reply } from '../http/reply.js';
import type { RequestContext, ResourceContext } from '../http/request-context.js';
import type { RequestInfo, ResourceRequestInfo } from '../http/request-info.js';
import { Warnings } from '../http/warnings.js';
import type { ObjectStore } from '../storage/object-store.js';
import { describeTarget } from './request-log.js';
import type { RequestLog } from './request-log.js';

export interface PipelineParts {
  readonly store: ObjectStore;
  readonly authenticator: Authenticator;
  readonly authorizer: RbacAuthorizer;
  readonly resources: ResourceRouter;
  readonly nonResources: NonResourceHandler;
  readonly log: RequestLog;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly warnings: Warnings;
  info?: RequestInfo;
  user?: UserInfo;
}

/** Every request comes in here, and every answer but the stream of a watch leaves here. */
export class RequestPipeline {
  constructor(private readonly parts: PipelineParts) {}

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const exchange: Exchange = { request, response, warnings: new Warnings() };
    const reply = await this.answer(exchange);
    if (reply) send(exchange, reply);
    this.parts.log.tell({
      ...describeTarget(exchange.info),
      method: request.method ?? '',
      path: (request.url ?? '').split('?', 1)[0]!,
      user: exchange.user?.username ?? '',
      userAgent: request.headers['user-agent'] ?? '',
      status: response.statusCode,
    });
  }

  private async answer(exchange: Exchange): Promise<Reply | void> {
    try {
      const reply = await this.serve(exchange);
      // Nobody is told of a change that a crash could still take back.
      await this.parts.store.settled();
      return reply;
    } catch (error) {
      const problem = toApiError(error);
      const retry = problem.details?.retryAfterSeconds;
      const status = jsonReply(problem.code, problem.toStatus());
      return retry === undefined ? status : { ...status, headers: { ...status.headers, 'Retry-After': String(retry) } };
    }
  }

  private async serve(exchange: Exchange): Promise<Reply | void> {
    const { request, response, warnings } = exchange;
    const url = URL.parse(request.url ?? '/', 'https://localhost');
    if (!url) throw unknownPath();
    if (PUBLIC_PATHS.has(url.pathname)) return this.health(url);
    const info = parseRequestInfo(request.method ?? '', url);
    if (!info) throw methodNotAllowed(`${request.method} is not supported on this path`);
    exchange.info = info;
    const user = this.authenticate(exchange);
    const context = { info, query: url.searchParams, user, warnings, request, response };
    return isAboutResource(context) ? this.serveResource(context) : this.serveOther(context);
  }

  private async serveResource(request: RequestContext<ResourceRequestInfo>): Promise<Reply | void> {
    const attributes = resourceAttributes(request);
    this.authorize(request, attributes);
    const requireRight = (verb: string): void => this.authorize(request, { ...attributes, verb });
    const context: ResourceContext = { ...request, requireRight };
    const resource = this.parts.resources.resolve(context);
    return this.parts.resources.route(context, resource);
  }

  private serveOther(context: RequestContext): Reply {
    const { verb, path } = context.info;
    this.authorize(context, { verb, path });
    return this.parts.nonResources.handle(context);
  }

  private authenticate(exchange: Exchange): UserInfo {
    const { request } = exchange;
    const asking = this.parts.authenticator.authenticate(request.headers.authorization);
    if (!asking) throw unauthorized();
    exchange.user = asking;
    return (exchange.user = impersonate(asking, request.headersDistinct, this.parts.authorizer));
  }

  private authorize({ user }: RequestContext, attributes: AccessAttributes): void {
    if (!this.parts.authorizer.authorize(user, attributes).allowed) throw accessDenied(user, attributes);
  }

  private health(url: URL): Reply {
    try {
      this.parts.store.assertHealthy();
      return healthReply(
        url.pathname,
        isTrue(url.searchParams.get('verbose') ?? (url.searchParams.has('verbose') ? '' : null)),
      );
    } catch (error) {
      return unhealthyReply(error instanceof Error ? error.message : 'unknown failure');
    }
  }
}

function isAboutResource(context: RequestContext): context is RequestContext<ResourceRequestInfo> {
  return context.info.isResource;
}

function resourceAttributes({ info, query }: RequestContext<ResourceRequestInfo>): ResourceAttributes {
  const { verb, group, version, plural, namespace, subresource } = info;
  const name = info.name ?? selectedName(info, query);
  return {
    verb,
    group,
    version,
    resource: plural,
    ...(subresource === undefined ? {} : { subresource }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

/** A list or watch of a single name is allowed to whoever may read that one object. */
function selectedName({ verb }: ResourceRequestInfo, query: URLSearchParams): string | undefined {
  if (verb !== 'list' && verb !== 'watch') return undefined;
  return Selection.nameIn(query.get('fieldSelector') ?? '');
}

function send({ request, response, warnings }: Exchange, { code, headers = {}, body }: Reply): void {
  if (response.headersSent || response.destroyed) return;
  const lines = warnings.toHeaders();
  if (lines.length > 0) response.setHeader('Warning', lines);
  // What is left of a body that was refused would be read as the next request.
  if (!request.complete) response.setHeader('Connection', 'close');
  const length = body === undefined ? 0 : Buffer.byteLength(body);
  response.writeHead(code, { 'Cache-Control': 'no-cache, private', ...headers, 'Content-Length': length });
  response.end(request.method === 'HEAD' ? undefined : body);
}
