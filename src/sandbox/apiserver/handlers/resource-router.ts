import { methodNotAllowed, notImplemented, unknownPath } from '../api-status/api-error.js';
import type { ResourceContext } from '../http/request-context.js';
import type { Reply } from '../http/reply.js';
import type { ResourceRegistry } from '../registry/resource-registry.js';
import type { ServedResource } from '../registry/served-resource.js';
import type { WatchHandler } from '../watch/watch-handler.js';
import type { GetHandler } from './get.js';
import type { ListHandler } from './list.js';
import { editOfPatch } from './patch.js';
import type { ReviewHandler } from './review.js';
import type { ScaleHandler } from './scale.js';
import type { WriteHandler } from './write.js';

export interface ResourceHandlers {
  readonly get: GetHandler;
  readonly list: ListHandler;
  readonly watch: WatchHandler;
  readonly write: WriteHandler;
  readonly scale: ScaleHandler;
  readonly review: ReviewHandler;
}

/** Undefined: the handler answers by itself, as a stream. */
type Answer = Promise<Reply | void>;
type Route = (context: ResourceContext, resource: ServedResource) => Answer;

/** Parts of real clusters that need running pods, or are too much for what this server is for. */
const NOT_OFFERED: ReadonlySet<string> = new Set([
  'log',
  'exec',
  'attach',
  'portforward',
  'proxy',
  'ephemeralcontainers',
]);

/** Finds who answers a request about a resource. */
export class ResourceRouter {
  private readonly itemRoutes: Readonly<Record<string, Route>>;
  private readonly subresourceRoutes: Readonly<Record<string, Route>>;

  constructor(
    private readonly registry: ResourceRegistry,
    handlers: ResourceHandlers,
    now: () => Date,
  ) {
    const { get, list, watch, write, scale, review } = handlers;
    const patch: Route = async (context, resource) =>
      write.edit(context, resource, await editOfPatch(context, resource, now));
    this.itemRoutes = {
      get: (context, resource) => get.handle(context, resource),
      list: (context, resource) => list.handle(context, resource),
      watch: (context, resource) => watch.handle(context, resource),
      create: (context, resource) =>
        resource.review ? review.handle(context, resource) : write.create(context, resource),
      update: (context, resource) => write.update(context, resource),
      patch,
      delete: (context, resource) => write.delete(context, resource),
      deletecollection: (context, resource) => write.deleteCollection(context, resource),
    };
    this.subresourceRoutes = {
      'status get': (context, resource) => get.handle(context, resource),
      'status update': (context, resource) => write.update(context, resource),
      'status patch': patch,
      'scale get': (context, resource) => scale.get(context, resource),
      'scale update': (context, resource) => scale.update(context, resource),
      'scale patch': (context, resource) => scale.patch(context, resource),
      'token create': (context, resource) => review.issueToken(context, get.find(context, resource)),
      'eviction create': (context, resource) => write.evict(context, resource),
      'finalize update': (context, resource) => write.finalize(context, resource),
    };
  }

  /** @throws ApiError 404 when no such resource is served there. */
  resolve(context: ResourceContext): ServedResource {
    const { group, version, plural, namespace, name, verb } = context.info;
    const resource = this.registry.find(group, version, plural);
    if (!resource) throw unknownPath();
    const coversAllNamespaces = name === undefined && ['list', 'watch'].includes(verb);
    if (verb === 'deletecollection' && resource.namespaced && namespace === undefined) {
      throw methodNotAllowed('deletecollection is not supported across namespaces');
    }
    if (resource.namespaced ? namespace === undefined && !coversAllNamespaces : namespace !== undefined) {
      throw unknownPath();
    }
    return resource;
  }

  async route(context: ResourceContext, resource: ServedResource): Answer {
    const { subresource, verb } = context.info;
    if (resource.deprecationWarning) context.warnings.add(resource.deprecationWarning);
    if (subresource !== undefined) return this.routeSubresource(subresource, context, resource);
    const route = resource.verbs.includes(verb) ? this.itemRoutes[verb] : undefined;
    if (!route) throw methodNotAllowed(`${verb} is not supported on ${resource.plural}`);
    return route(context, resource);
  }

  private async routeSubresource(subresource: string, context: ResourceContext, resource: ServedResource): Answer {
    if (!hasSubresource(resource, subresource)) throw refusalOf(resource, subresource);
    const route = this.subresourceRoutes[`${subresource} ${context.info.verb}`];
    if (!route) throw methodNotAllowed(`${context.info.verb} is not supported on ${resource.plural}/${subresource}`);
    return route(context, resource);
  }
}

function hasSubresource(resource: ServedResource, subresource: string): boolean {
  if (subresource === 'status') return resource.hasStatus;
  if (subresource === 'scale') return resource.scale !== undefined;
  if (subresource === 'finalize') return resource.group === '' && resource.plural === 'namespaces';
  return resource.extraSubresources?.some(({ name }) => name === subresource) === true;
}

function refusalOf(resource: ServedResource, subresource: string): Error {
  const isNotOffered = !resource.custom && NOT_OFFERED.has(subresource.split('/', 1)[0]!);
  if (!isNotOffered) return unknownPath();
  return notImplemented(`${resource.plural}/${subresource} is not offered: nothing runs in the sandbox`);
}
