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
  exchange: Exchange,
): { items: T[]; page: PageInfo } {
  if (nextCursor) linkNext(nextCursor, exchange);
  const shown = items.map((item) => (fields ? selectFields(present(item), fields) : present(item)));
  return { items: shown as T[], page: { limit, nextCursor, total } };
}

/** Says in the header `Link` where the next page is. */
export function linkNext(cursor: string, { request, reply }: Exchange): void {
  const [path, query = ''] = request.url.split('?');
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  void reply.header('Link', `<${path}?${next.toString()}>; rel="next"`);
}
