import { buildPodMonitor, POD_MONITOR } from '../../contract/objects/index.js';
import type { Step } from '../draft.js';
import { poolerName } from '../names.js';
import { CNPG_LABELS } from '../upstream.js';

/** The name of the metrics port, of members and poolers alike. */
const METRICS_PORT = 'metrics';

/** PodMonitors of our own: the operator's switch for them is deprecated. Without the kind there is nothing to ask for. */
export const monitoring: Step = (input, draft) => {
  if (!input.monitoring || !input.observed.serves(POD_MONITOR)) return;
  const monitor = (name: string, matchLabels: Record<string, string>) =>
    buildPodMonitor(input, { name, matchLabels, port: METRICS_PORT });
  const cluster = input.cluster.metadata.name;
  const members = { [CNPG_LABELS.cluster]: cluster, [CNPG_LABELS.podRole]: 'instance' };
  draft.podMonitors.push(monitor(cluster, members));
  if (!draft.pooler) return;
  const pooler = poolerName(cluster);
  draft.podMonitors.push(monitor(pooler, { [CNPG_LABELS.poolerName]: pooler }));
};
