import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { present } from '../../common/present.js';

const views = new WeakMap<DatabaseCluster, DatabaseCluster>();

/** A cluster as GraphQL's resolvers see it: what clients are shown of the object in the cache, made once for each. */
export function clusterView(cluster: DatabaseCluster): DatabaseCluster {
  const known = views.get(cluster);
  if (known) return known;
  const view: DatabaseCluster = present(cluster);
  views.set(cluster, view);
  return view;
}
