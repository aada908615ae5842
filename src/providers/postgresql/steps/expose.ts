import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { externalServiceName } from '../names.js';
import type { CnpgClusterSpec, ServiceTemplate } from '../upstream.js';
import { inheritedLabels } from '../../contract/objects/index.js';

/** The Service that opens the primary to the outside; undefined while it is reached from inside only. */
export function managedServices(cluster: DatabaseCluster): CnpgClusterSpec['managed'] {
  const template = externalServiceTemplate(cluster);
  if (!template) return undefined;
  const named = { ...template, metadata: { name: externalServiceName(cluster.metadata.name), ...template.metadata } };
  return { services: { additional: [{ selectorType: 'rw', serviceTemplate: named }] } };
}

/** How every door to the outside looks: that of the primary, and that of the proxy where there is one. */
export function externalServiceTemplate(cluster: DatabaseCluster): ServiceTemplate | undefined {
  const { type = 'ClusterIP', annotations, sourceRanges } = cluster.spec.expose ?? {};
  if (type === 'ClusterIP') return undefined;
  return {
    metadata: { labels: inheritedLabels(cluster), ...(annotations && { annotations }) },
    spec: { type, ...(sourceRanges?.length && { loadBalancerSourceRanges: sourceRanges }) },
  };
}
