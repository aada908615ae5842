import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ClusterObservation, Observed } from '../contract/index.js';
import { observe } from '../percona/status/observe.js';
import { viewOf } from '../percona/view.js';
import { MYSQL } from './dialect.js';
import { listEndpoints } from './status/endpoints.js';

export function observeCluster(cluster: DatabaseCluster, observed: Observed): ClusterObservation {
  const view = viewOf(MYSQL, cluster, observed);
  return observe(MYSQL, view, listEndpoints(view));
}
