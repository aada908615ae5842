import type { Informer } from '../../kube/informer/index.js';
import { keyOf } from '../../kube/meta/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { ResourceReader, type PageQuery } from '../reading/resource-reader.js';
import type { ClusterAccess } from './cluster-access.js';
import { matchesFilter, type ClusterFilter } from './cluster-filter.js';

export type ClusterQuery = PageQuery & ClusterFilter;

/** Clusters from the cache, by namespace and name. */
export class ClusterReader extends ResourceReader<DatabaseCluster, ClusterFilter> {
  constructor(informer: Informer<DatabaseCluster>, access: ClusterAccess) {
    super(informer, access, { matches: matchesFilter, placeOf: keyOf });
  }
}
