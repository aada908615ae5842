import { apiVersionOf, type KubeObject } from '../../../../kube/meta/index.js';
import { POD_DISRUPTION_BUDGET } from '../../mechanics/kinds.js';
import type { Kafka } from '../kafka.js';
import { kafkaName } from '../names.js';
import { LABEL } from '../well-known.js';
import { childMetadata } from './metadata.js';

export interface DisruptionBudget extends KubeObject {
  spec: { minAvailable: number; selector: { matchLabels: Record<string, string> } };
}

/** Kubernetes cannot tell how many pods a PodSet should have, so the budget says how many must stay. */
export function buildDisruptionBudget(kafka: Kafka, nodes: number): DisruptionBudget {
  const { name } = kafka.metadata;
  const { maxUnavailable = 1 } = kafka.spec.kafka.template?.podDisruptionBudget ?? {};
  return {
    apiVersion: apiVersionOf(POD_DISRUPTION_BUDGET),
    kind: POD_DISRUPTION_BUDGET.kind,
    metadata: childMetadata(kafka, { name: kafkaName(name), cluster: name }),
    spec: {
      minAvailable: Math.max(0, nodes - maxUnavailable),
      selector: { matchLabels: { [LABEL.cluster]: name, [LABEL.name]: kafkaName(name) } },
    },
  };
}
