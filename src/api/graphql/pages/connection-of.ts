import { ProblemError } from '../../../domain/problem.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import { encodeCursor } from '../../../services/reading/cursor.js';
import type { Page, PageQuery } from '../../../services/reading/resource-reader.js';
import { viewOf } from '../view.js';
import type { PageInfo } from './page-info.model.js';

export const MAX_PAGE = 500;

export interface PageArguments {
  readonly namespace?: string | null;
  readonly first: number;
  readonly after?: string | null;
}

/** @throws ProblemError `malformed_request` for a size that no page can have. */
export function pageQuery({ namespace, first, after }: PageArguments): PageQuery {
  return {
    namespace: namespace ?? undefined,
    limit: checkedPageSize(first),
    cursor: after ?? undefined,
    cursorPointer: 'after',
  };
}

function checkedPageSize(first: number): number {
  if (first >= 1 && first <= MAX_PAGE) return first;
  const message = `must be from 1 to ${MAX_PAGE}`;
  throw new ProblemError('malformed_request', `first: ${message}.`, {
    fields: [{ pointer: 'first', code: 'invalid', message, rejected: first }],
  });
}

export interface Edge<T> {
  cursor: string;
  node: T;
}

export interface Connection<T, Q> {
  edges: Edge<T>[];
  pageInfo: PageInfo;
  /** What was asked for, so that the total can be counted if it is asked for too. */
  readonly query: Q;
}

/** A page as Relay wants it; `placeOf` is the order of its list. */
export function connectionOf<T extends KubeObject & { spec: unknown }, Q extends PageQuery>(
  { items, nextCursor }: Page<T>,
  query: Q,
  placeOf: (object: T) => string,
): Connection<T, Q> {
  const edges = items.map((object) => ({ cursor: encodeCursor(placeOf(object)), node: viewOf(object) }));
  return {
    edges,
    pageInfo: {
      hasNextPage: nextCursor !== undefined,
      hasPreviousPage: query.cursor !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    query,
  };
}

/** The same list, asked only how long it is. */
export const countingOf = <Q extends PageQuery>(query: Q): Q => ({
  ...query,
  limit: 1,
  cursor: undefined,
  withTotal: true,
});
