import type { KubeObject } from '../../kube/meta/index.js';
import type { Page } from '../../services/reading/cached-list.js';
import { present } from '../common/present.js';
import type { Exchange } from './exchange.js';
import { selectFields, type FieldSelection } from './lists/field-selection.js';
import type { PageInfo } from './page.dto.js';

/** The body of a list; the way to its next page is also in the header `Link`. */
export function answerPage<T extends KubeObject & { spec: unknown }>(
  { items, nextCursor, total }: Page<T>,
  { limit, fields }: { readonly limit: number; readonly fields?: FieldSelection },
  { request, reply }: Exchange,
): { items: T[]; page: PageInfo } {
  if (nextCursor) void reply.header('Link', nextLink(request.url, nextCursor));
  const shown = items.map((item) => (fields ? selectFields(present(item), fields) : present(item)));
  return { items: shown as T[], page: { limit, nextCursor, total } };
}

function nextLink(url: string, cursor: string): string {
  const [path, query = ''] = url.split('?');
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  return `<${path}?${next.toString()}>; rel="next"`;
}
