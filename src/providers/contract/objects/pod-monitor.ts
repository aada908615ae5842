import { LABELS } from '../../../domain/naming.js';
import { apiVersionOf, type KubeObject, type ResourceType } from '../../../kube/meta/index.js';
import type { ApplyInput } from '../applier.js';

/** Of the Prometheus operator: optional, monitoring says so where it is absent. */
export const POD_MONITOR: ResourceType = {
  group: 'monitoring.coreos.com',
  version: 'v1',
  kind: 'PodMonitor',
  plural: 'podmonitors',
  namespaced: true,
};

export interface PodMonitor extends KubeObject {
  spec: {
    selector: { matchLabels: Record<string, string> };
    podMetricsEndpoints: { port: string; path?: string; interval?: string }[];
  };
}

/** Which pods tell their metrics, and at which door. */
export interface MetricsSource {
  readonly name: string;
  readonly matchLabels: Readonly<Record<string, string>>;
  readonly port: string;
  readonly path?: string;
}

/** By the words of the MonitoringConfig. */
export function buildPodMonitor(input: ApplyInput, { name, matchLabels, ...door }: MetricsSource): PodMonitor {
  const { labels, interval } = input.monitoring?.spec.prometheus ?? {};
  return {
    apiVersion: apiVersionOf(POD_MONITOR),
    kind: POD_MONITOR.kind,
    metadata: {
      name,
      namespace: input.cluster.metadata.namespace,
      labels: { ...labels, [LABELS.component]: 'monitoring' },
    },
    spec: {
      selector: { matchLabels: { ...matchLabels } },
      podMetricsEndpoints: [{ ...door, ...(interval !== undefined && { interval }) }],
    },
  };
}
