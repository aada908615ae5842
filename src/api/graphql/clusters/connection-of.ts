import { ProblemError } from '../../../domain/problem.js';
import { keyOf } from '../../../kube/meta/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ClusterFilter as ServiceFilter } from '../../../services/clusters/cluster-filter.js';
import type { ClusterPage, ClusterQuery } from '../../../services/clusters/cluster-reader.js';
import { encodeCursor } from '../../../services/paging/cursor.js';
import type { ClusterFilter, DatabaseClusterConnection, DatabaseClusterEdge } from './cluster-connection.model.js';
import { clusterView } from './cluster-view.js';

export const MAX_PAGE = 500;

/** GraphQL's null and absence both mean "any". */
export function filterOf({ engine, version, phase, name }: ClusterFilter = {}): ServiceFilter {
  return {
    engine: engine ?? undefined,
    version: version ?? undefined,
    phase: phase ?? undefined,
    name: name ?? undefined,
  };
}

/** @throws ProblemError `malformed_request` for a size that no page can have. */
export function checkedPageSize(first: number): number {
  if (first >= 1 && first <= MAX_PAGE) return first;
  const message = `must be from 1 to ${MAX_PAGE}`;
  throw new ProblemError('malformed_request', `first: ${message}.`, {
    fields: [{ pointer: 'first', code: 'invalid', message, rejected: first }],
  });
}

export function connectionOf({ items, nextCursor }: ClusterPage, query: ClusterQuery): DatabaseClusterConnection {
  const edges = items.map(edgeOf);
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

function edgeOf(cluster: DatabaseCluster): DatabaseClusterEdge {
  return { cursor: encodeCursor(keyOf(cluster)), node: clusterView(cluster) };
}
