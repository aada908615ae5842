import type { FastifyReply, FastifyRequest } from 'fastify';
import type { KubeObject } from '../../kube/meta/index.js';
import type { Page, PageQuery } from '../../services/reading/resource-reader.js';
import { present } from '../common/present.js';
import type { PageInfo } from './page.dto.js';
import type { PageParameters } from './parameters.js';

/** What REST calls a page, as the use cases know it. */
export function pageQuery<F extends object>(
  { limit, total, ...filter }: PageParameters & F,
  namespace: string | undefined,
): PageQuery & Omit<F, keyof PageParameters> {
  return { ...filter, namespace, limit, withTotal: total } as PageQuery & Omit<F, keyof PageParameters>;
}

/** The body of a list; the way to its next page is also in the header `Link`. */
export function answerPage<T extends KubeObject & { spec: unknown }>(
  { items, nextCursor, total }: Page<T>,
  limit: number,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): { items: T[]; page: PageInfo } {
  if (nextCursor) void reply.header('Link', nextLink(request, nextCursor));
  return { items: items.map(present) as unknown as T[], page: { limit, nextCursor, total } };
}

function nextLink({ url }: FastifyRequest, cursor: string): string {
  const [path, query = ''] = url.split('?');
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return `<${path}?${next.toString()}>; rel="next"`;
}
