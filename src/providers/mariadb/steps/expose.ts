import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { MariadbSpec, ServiceTemplate } from '../upstream.js';

type Exposed = Pick<DatabaseCluster, 'spec'>;

/** Of the Service that leads to whoever takes writes. Said in any case, so that a door that was open is closed. */
export function serviceTemplateOf({ spec: { expose } }: Exposed): ServiceTemplate {
  const { type = 'ClusterIP', annotations, sourceRanges } = expose ?? {};
  if (type === 'ClusterIP') return { type };
  return {
    type,
    ...(annotations && { metadata: { annotations } }),
    ...(sourceRanges?.length && { loadBalancerSourceRanges: sourceRanges }),
  };
}

/** A single member has one Service; of several, the primary has its own. */
export const exposeOf = (cluster: Exposed): Pick<MariadbSpec, 'service' | 'primaryService'> =>
  cluster.spec.clusterSize > 1
    ? { primaryService: serviceTemplateOf(cluster) }
    : { service: serviceTemplateOf(cluster) };
