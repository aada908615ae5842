import type { Condition, KubeObject, ResourceType } from '../../kube/meta/index.js';

export const MONITORING_CONFIG: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'MonitoringConfig',
  plural: 'monitoringconfigs',
  namespaced: true,
};

export class PrometheusMonitoring {
  /** Labels put on the PodMonitor, so that a Prometheus with a selector finds it. */
  labels?: Record<string, string>;
  /** Prometheus duration: `30s`. */
  interval?: string;
}

export class MonitoringConfigSpec {
  prometheus!: PrometheusMonitoring;
}

export class MonitoringConfigStatus {
  conditions?: Condition[];
  observedGeneration?: number;
  /** How many clusters use it. */
  usedBy?: number;
}

export interface MonitoringConfig extends KubeObject {
  spec: MonitoringConfigSpec;
  status?: MonitoringConfigStatus;
}
