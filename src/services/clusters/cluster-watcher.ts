import type { Informer } from '../../kube/informer/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { ResourceWatcher } from '../reading/resource-watcher.js';
import type { ClusterAccess } from './cluster-access.js';
import { CLUSTER_LIST, type ClusterFilter } from './cluster-list.js';

/** Changes of clusters. */
export class ClusterWatcher extends ResourceWatcher<DatabaseCluster, ClusterFilter> {
  constructor(informer: Informer<DatabaseCluster>, access: ClusterAccess) {
    super(informer, access, CLUSTER_LIST);
  }
}
