import { ProblemError } from '../../../domain/problem.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import type { Page, PageQuery } from '../../../services/reading/cached-list.js';
import { requireInBounds, type ListDeclaration, type PointerTo } from '../../../services/reading/list-declaration.js';
import { viewOf } from '../view.js';
import { MAX_PAGE, type Connection, type PageArguments } from './list-models.js';
import { withoutNulls, type WithoutNulls } from './without-nulls.js';

/** How one caller lists one kind. */
type Listing<T, Q> = (query: Q) => Promise<Page<T>>;

/** A page as Relay wants it. How long the whole list is, is counted only if a query selects it. */
export async function connectionOf<T extends KubeObject & { spec: unknown }, Q extends PageQuery>(
  list: Listing<T, Q>,
  query: Q,
): Promise<Connection<T>> {
  const { items, nextCursor, cursorOf } = await list(query);
  const edges = items.map((object) => ({ cursor: cursorOf(object), node: viewOf(object) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: nextCursor !== undefined,
      hasPreviousPage: query.cursor !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => (await list({ ...query, limit: 1, cursor: undefined, withTotal: true })).total,
  };
}

/** As the arguments of a list are called. */
const asArgument: PointerTo = (parameter) => ({ cursor: 'after', sort: 'sort' })[parameter] ?? `filter.${parameter}`;

/**
 * What the arguments of a list ask for.
 * @throws ProblemError `malformed_request` for a size that no page can have, or a filter out of its bounds.
 */
export function queryOf<T extends KubeObject, F extends object>(
  declaration: ListDeclaration<T>,
  { namespace, first, after, filter, sort }: PageArguments<F> & { readonly namespace?: string | null },
): WithoutNulls<F> & PageQuery {
  const wishes = withoutNulls(filter);
  requireInBounds(declaration, wishes, asArgument);
  return {
    ...wishes,
    namespace: namespace ?? undefined,
    limit: checkedPageSize(first),
    cursor: after ?? undefined,
    ...(sort && { sort }),
    pointerTo: asArgument,
  };
}

function checkedPageSize(first: number): number {
  if (first >= 1 && first <= MAX_PAGE) return first;
  const message = `must be from 1 to ${MAX_PAGE}`;
  throw new ProblemError('malformed_request', `first: ${message}.`, {
    fields: [{ pointer: 'first', code: 'invalid', message, rejected: first }],
  });
}
