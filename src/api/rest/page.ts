import { HttpStatus } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { KubeObject } from '../../kube/meta/index.js';
import type { Page } from '../../services/reading/cached-list.js';
import { namesTag } from '../../services/writing/intent.js';
import { present } from '../common/present.js';
import { headerOf, type Exchange } from './exchange.js';
import { addLinks } from './links.js';
import { selectFields, type FieldSelection } from './lists/field-selection.js';
import type { PageInfo } from './page.dto.js';

/** The body of a list, or nothing to a client that has it already; the way to its next page is also in the header `Link`. */
export function answerPage<T extends KubeObject & { spec: unknown }>(
  { items, nextCursor, total }: Pick<Page<T>, 'items' | 'nextCursor' | 'total'>,
  { limit, fields }: { readonly limit: number; readonly fields?: FieldSelection },
  exchange: Exchange,
): { items: T[]; page: PageInfo } | undefined {
  const versions = items.map(({ metadata }) => `${metadata.uid} ${metadata.resourceVersion}`);
  if (isKnown([nextCursor, total, ...versions], exchange)) return undefined;
  if (nextCursor) linkNext(nextCursor, exchange);
  const shown = items.map((item) => (fields ? selectFields(present(item), fields) : present(item)));
  return { items: shown as T[], page: { limit, nextCursor, total } };
}

/**
 * Answers 304 to a client who has a page with this on it. The tag is weak: it stands for the versions of what is on the
 * page, and not for the bytes that say it.
 */
export function isKnown(onPage: readonly unknown[], exchange: Exchange): boolean {
  const tag = createHash('sha256').update(onPage.join('\n')).digest('base64url').slice(0, 22);
  void exchange.reply.header('ETag', `W/"${tag}"`);
  const known = headerOf(exchange, 'if-none-match');
  if (known === undefined || !namesTag(known, tag)) return false;
  void exchange.reply.status(HttpStatus.NOT_MODIFIED);
  return true;
}

/** Says in the header `Link` where the next page is. */
export function linkNext(cursor: string, { request, reply }: Exchange): void {
  const [path, query = ''] = request.url.split('?');
  const next = new URLSearchParams(query);
  next.set('cursor', cursor);
  addLinks(reply, [`<${path}?${next.toString()}>; rel="next"`]);
}
