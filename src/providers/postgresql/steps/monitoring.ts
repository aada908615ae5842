import { apiVersionOf } from '../../../kube/meta/index.js';
import type { ApplyInput } from '../../contract/index.js';
import type { Step } from '../draft.js';
import { poolerName } from '../names.js';
import { CNPG_LABELS, POD_MONITOR, type PodMonitor } from '../upstream.js';
import { componentLabel } from './labels.js';

/** The name of the metrics port, of members and poolers alike. */
const METRICS_PORT = 'metrics';

/** PodMonitors of our own: the operator's switch for them is deprecated. Without the kind there is nothing to ask for. */
export const monitoring: Step = (input, draft) => {
  if (!input.monitoring || !input.observed.serves(POD_MONITOR)) return;
  const cluster = input.cluster.metadata.name;
  draft.podMonitors.push(
    buildPodMonitor(input, cluster, { [CNPG_LABELS.cluster]: cluster, [CNPG_LABELS.podRole]: 'instance' }),
  );
  if (!draft.pooler) return;
  const pooler = poolerName(cluster);
  draft.podMonitors.push(buildPodMonitor(input, pooler, { [CNPG_LABELS.poolerName]: pooler }));
};

function buildPodMonitor(input: ApplyInput, name: string, matchLabels: Record<string, string>): PodMonitor {
  const { labels, interval } = input.monitoring?.spec.prometheus ?? {};
  return {
    apiVersion: apiVersionOf(POD_MONITOR),
    kind: POD_MONITOR.kind,
    metadata: {
      name,
      namespace: input.cluster.metadata.namespace,
      labels: { ...labels, ...componentLabel('monitoring') },
    },
    spec: {
      selector: { matchLabels },
      podMetricsEndpoints: [{ port: METRICS_PORT, ...(interval !== undefined && { interval }) }],
    },
  };
}
