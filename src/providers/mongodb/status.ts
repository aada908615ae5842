import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ClusterObservation, Observed } from '../contract/index.js';
import { observeArchive } from '../percona/backups/index.js';
import { observe } from '../percona/status/observe.js';
import { viewOf } from '../percona/view.js';
import { FORMAT } from './backups/index.js';
import { MONGODB } from './dialect.js';
import { listEndpoints } from './status/endpoints.js';

export function observeCluster(cluster: DatabaseCluster, observed: Observed): ClusterObservation {
  const view = viewOf(MONGODB, cluster, observed);
  const archive = observeArchive(FORMAT, view);
  return { ...observe(MONGODB, view, listEndpoints(view)), ...(archive && { archive }) };
}
