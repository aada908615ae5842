import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { matchesFilter, type ClusterFilter } from '../../../services/clusters/cluster-filter.js';
import type { ClusterKey } from '../../../services/clusters/cluster-reader.js';
import type { ClusterWatcher, WatchRequest } from '../../../services/clusters/cluster-watcher.js';
import { clusterView } from './cluster-view.js';

/** Every cluster that the request names, as it changes; never ends by itself. */
export async function* manyClusters(
  watcher: ClusterWatcher,
  caller: Caller,
  request: WatchRequest,
): AsyncGenerator<DatabaseCluster> {
  for await (const { cluster } of watcher.watch(caller, request)) yield clusterView(cluster);
}

export interface OneClusterRequest {
  readonly key: ClusterKey;
  readonly filter: ClusterFilter;
  readonly signal: AbortSignal;
}

/**
 * One cluster until it is deleted. The filter is applied here, because to the watcher leaving the filter and being
 * deleted are the same, and only one of them is the end.
 */
export async function* oneCluster(
  watcher: ClusterWatcher,
  caller: Caller,
  { key: { namespace, name }, filter, signal }: OneClusterRequest,
): AsyncGenerator<DatabaseCluster> {
  let wasShown = false;
  for await (const { type, cluster } of watcher.watch(caller, { namespace, name: [name], signal })) {
    const isEnd = type === 'Deleted';
    const matches = matchesFilter(cluster, filter);
    if (isEnd || matches || wasShown) yield clusterView(cluster);
    if (isEnd) return;
    wasShown = matches;
  }
}
