import type { Informer } from '../../kube/informer/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { PageQuery } from '../reading/cached-list.js';
import { ResourceReader } from '../reading/resource-reader.js';
import type { ClusterAccess } from './cluster-access.js';
import { CLUSTER_LIST, type ClusterFilter } from './cluster-list.js';

export type ClusterQuery = PageQuery & ClusterFilter;

/** Clusters from the cache, by namespace and name. */
export class ClusterReader extends ResourceReader<DatabaseCluster, ClusterFilter> {
  constructor(informer: Informer<DatabaseCluster>, access: ClusterAccess) {
    super(informer, access, CLUSTER_LIST);
  }
}
