import { buildPodMonitor, POD_MONITOR } from '../../contract/objects/index.js';
import type { Step } from '../draft.js';
import { METRICS_PORT_NAME, STRIMZI_LABELS } from '../upstream.js';

/** Metrics that the nodes tell themselves, and a PodMonitor of our own. Without the kind there is nobody to tell them to. */
export const monitoring: Step = (input, draft) => {
  if (!input.monitoring || !input.observed.serves(POD_MONITOR)) return;
  const { name } = input.cluster.metadata;
  draft.kafka.spec.kafka = { ...draft.kafka.spec.kafka!, metricsConfig: { type: 'strimziMetricsReporter' } };
  draft.podMonitor = buildPodMonitor(input, {
    name,
    matchLabels: { [STRIMZI_LABELS.cluster]: name, [STRIMZI_LABELS.kind]: 'Kafka' },
    port: METRICS_PORT_NAME,
    path: '/metrics',
  });
};
