import type { Verb } from '../registry/served-resource.js';
import type { NonResourceRequestInfo, RequestInfo, ResourceRequestInfo } from './request-info.js';

/** Of a namespace itself, and so not a resource within it. */
const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

const ITEM_VERBS: Readonly<Record<string, Verb>> = { GET: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
const COLLECTION_VERBS: Readonly<Record<string, Verb>> = { GET: 'list', POST: 'create', DELETE: 'deletecollection' };

/** Undefined when no Kubernetes API could ever serve this method there: 405. */
export function parseRequestInfo(method: string, url: URL): RequestInfo | undefined {
  const segments = splitPath(url.pathname);
  const [root = '', ...rest] = segments ?? [];
  if (root === 'api' && rest.length >= 2) return resourceInfo(method, url, ['', ...rest]);
  if (root === 'apis' && rest.length >= 3) return resourceInfo(method, url, rest);
  return nonResourceInfo(method, url.pathname);
}

function nonResourceInfo(method: string, path: string): NonResourceRequestInfo {
  return { isResource: false, verb: method.toLowerCase(), path };
}

function resourceInfo(method: string, url: URL, segments: readonly string[]): RequestInfo | undefined {
  const [group = '', version = '', ...rest] = segments;
  const target = targetOf(rest);
  if (!target) return nonResourceInfo(method, url.pathname);
  const verb = verbOf(method, url, target);
  return verb && { isResource: true, verb, path: url.pathname, group, version, ...target };
}

type Target = Pick<ResourceRequestInfo, 'namespace' | 'plural' | 'name' | 'subresource'>;

function targetOf(segments: readonly string[]): Target | undefined {
  const [first, namespace, plural = ''] = segments;
  const isInNamespace = first === 'namespaces' && segments.length > 2 && !NAMESPACE_SUBRESOURCES.has(plural);
  const [resource = '', name, ...subresource] = isInNamespace ? segments.slice(2) : segments;
  if (resource === '') return undefined;
  return {
    ...(isInNamespace ? { namespace: namespace! } : {}),
    plural: resource,
    ...(name === undefined ? {} : { name }),
    ...(subresource.length > 0 ? { subresource: subresource.join('/') } : {}),
  };
}

function verbOf(method: string, url: URL, { name, subresource }: Target): Verb | undefined {
  if (method === 'POST') return name === undefined || subresource !== undefined ? 'create' : undefined;
  if (method === 'GET' && subresource === undefined && isTrue(url.searchParams.get('watch'))) return 'watch';
  return (name === undefined ? COLLECTION_VERBS : ITEM_VERBS)[method];
}

/** How Kubernetes reads a boolean of a query. */
export function isTrue(value: string | null): boolean {
  return value !== null && value !== '0' && value.toLowerCase() !== 'false';
}

function splitPath(path: string): string[] | undefined {
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
