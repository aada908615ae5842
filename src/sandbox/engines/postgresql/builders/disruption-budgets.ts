import { apiVersionOf, type KubeObject } from '../../../../kube/meta/index.js';
import type { Cluster } from '../cluster.js';
import { POD_DISRUPTION_BUDGET } from '../../mechanics/kinds.js';
import { LABEL } from '../well-known.js';
import { ownedMetadata } from './ownership.js';

export interface DisruptionBudget extends KubeObject {
  spec: { minAvailable: number; selector: { matchLabels: Record<string, string> } };
}

/** The primary is never evicted unasked; of the replicas, all but one stay. */
export function buildDisruptionBudgets(cluster: Cluster): DisruptionBudget[] {
  const { enablePDB = true, instances } = cluster.spec;
  if (!enablePDB) return [];
  const { name } = cluster.metadata;
  const primary = buildBudget(cluster, { name: `${name}-primary`, role: 'primary', minAvailable: 1 });
  return instances < 3
    ? [primary]
    : [primary, buildBudget(cluster, { name, role: 'replica', minAvailable: instances - 2 })];
}

function buildBudget(
  cluster: Cluster,
  { name, role, minAvailable }: { name: string; role: string; minAvailable: number },
): DisruptionBudget {
  return {
    apiVersion: apiVersionOf(POD_DISRUPTION_BUDGET),
    kind: POD_DISRUPTION_BUDGET.kind,
    metadata: ownedMetadata(cluster, name),
    spec: {
      minAvailable,
      selector: { matchLabels: { [LABEL.cluster]: cluster.metadata.name, [LABEL.instanceRole]: role } },
    },
  };
}
