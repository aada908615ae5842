import { ProblemError } from '../../../domain/problem.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import type { Page, PageQuery } from '../../../services/reading/cached-list.js';
import { requireInBounds, type ListDeclaration, type PointerTo } from '../../../services/reading/list-declaration.js';
import { viewOf } from '../view.js';
import { MAX_PAGE, type Connection, type PageArguments } from './list-models.js';
import { PAGE_OF_QUERY, PAGE_WITHIN_OBJECT } from './page-size.js';
import { withoutNulls, type WithoutNulls } from './without-nulls.js';

/** How one caller lists one kind. */
type Listing<T, Q> = (query: Q) => Promise<Page<T>>;

/** A page as Relay wants it. What is about the list around it is looked for only where a query selects it. */
export async function connectionOf<T extends KubeObject & { spec: unknown }, Q extends PageQuery>(
  list: Listing<T, Q>,
  query: Q,
): Promise<Connection<T>> {
  const { items, cursorOf, hasNext, hasPrevious } = await list(query);
  const edges = items.map((object) => ({ cursor: cursorOf(object), node: viewOf(object) }));
  const whole = { cursor: undefined, before: undefined, fromEnd: undefined, limit: 1, withTotal: true };
  return {
    edges,
    pageInfo: {
      get hasNextPage() {
        return hasNext();
      },
      get hasPreviousPage() {
        return hasPrevious();
      },
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    totalCount: async () => (await list({ ...query, ...whole })).total,
  };
}

const ARGUMENTS: Readonly<Record<string, string>> = { cursor: 'after', before: 'before', sort: 'sort' };

/** As the arguments of a list are called. */
const asArgument: PointerTo = (parameter) => ARGUMENTS[parameter] ?? `filter.${parameter}`;

/**
 * What the arguments of a list ask for.
 * @throws ProblemError `malformed_request` for a size that no page can have, or a filter out of its bounds.
 */
export function queryOf<T extends KubeObject, F extends object>(
  declaration: ListDeclaration<T>,
  { namespace, after, before, filter, sort, ...size }: PageArguments<F> & { readonly namespace?: string | null },
  usualSize = PAGE_OF_QUERY,
): WithoutNulls<F> & PageQuery {
  const wishes = withoutNulls(filter);
  requireInBounds(declaration, wishes, asArgument);
  return {
    ...wishes,
    namespace: namespace ?? undefined,
    ...sizeOf(size, usualSize),
    cursor: after ?? undefined,
    before: before ?? undefined,
    ...(sort && { sort }),
    pointerTo: asArgument,
  };
}

/** The same of a list within an object. */
export const queryWithin: typeof queryOf = (declaration, args) => queryOf(declaration, args, PAGE_WITHIN_OBJECT);

type Size = Pick<PageArguments<never>, 'first' | 'last'>;

function sizeOf({ first, last }: Size, usualSize: number): Pick<PageQuery, 'limit' | 'fromEnd'> {
  if (isGiven(first) && isGiven(last)) throw refusal('last', 'must not be given beside `first`: ask for one end', last);
  if (isGiven(last)) return { limit: checkedSize('last', last), fromEnd: true };
  return { limit: checkedSize('first', first ?? usualSize) };
}

const isGiven = (size: number | null | undefined): size is number => size !== undefined && size !== null;

/** @throws ProblemError `malformed_request` for a size that no page can have. */
export function checkedSize(pointer: string, size: number): number {
  if (size >= 1 && size <= MAX_PAGE) return size;
  throw refusal(pointer, `must be from 1 to ${MAX_PAGE}`, size);
}

function refusal(pointer: string, message: string, rejected: number): ProblemError {
  return new ProblemError('malformed_request', `${pointer}: ${message}.`, {
    fields: [{ pointer, code: 'invalid', message, rejected }],
  });
}
