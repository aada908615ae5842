export type AntiAffinity = 'None' | 'Preferred' | 'Required';

/** core/v1 Toleration. */
export class Toleration {
  key?: string;
  operator?: 'Exists' | 'Equal';
  value?: string;
  effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
  tolerationSeconds?: number;
}

/** Where the pods of a cluster may run; the words are those of core/v1. */
export class PodSchedulingPolicy {
  antiAffinity?: AntiAffinity;
  topologyKey?: string;
  nodeSelector?: Record<string, string>;
  tolerations?: Toleration[];
  /** core/v1 Affinity. */
  affinity?: Record<string, unknown>;
  /** core/v1 TopologySpreadConstraint. */
  topologySpreadConstraints?: Record<string, unknown>[];
  priorityClassName?: string;
}
