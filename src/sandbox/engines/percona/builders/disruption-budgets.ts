import { apiVersionOf, type KubeObject } from '../../../../kube/meta/index.js';
import { POD_DISRUPTION_BUDGET } from '../../mechanics/kinds.js';
import type { ComponentWish } from '../component.js';
import { childMetadata, commonLabels } from './metadata.js';

export interface DisruptionBudget extends KubeObject {
  spec: {
    maxUnavailable?: number | string;
    minAvailable?: number | string;
    selector: { matchLabels: Record<string, string> };
  };
}

/** By default one pod of a group at a time may be taken away. */
export const buildBudget = (app: string, cluster: KubeObject, wish: ComponentWish): DisruptionBudget => ({
  apiVersion: apiVersionOf(POD_DISRUPTION_BUDGET),
  kind: POD_DISRUPTION_BUDGET.kind,
  metadata: childMetadata(cluster, { app, name: wish.budgetName, labels: wish.labels }),
  spec: {
    ...(wish.group.podDisruptionBudget ?? { maxUnavailable: 1 }),
    selector: { matchLabels: { ...commonLabels(app, cluster.metadata.name), ...wish.labels } },
  },
});
