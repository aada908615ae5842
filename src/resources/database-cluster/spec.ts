import type { LocalReference } from '../shared/local-reference.js';
import type { PodSchedulingPolicy } from '../shared/pod-scheduling-policy.js';

export type PowerState = 'Running' | 'Stopped';
export type DeletionPolicy = 'Delete' | 'Retain';
export type ExposeType = 'ClusterIP' | 'NodePort' | 'LoadBalancer';

export class ConfigParameter {
  name!: string;
  value!: string;
}

export class ComputeResources {
  cpu?: string;
  memory?: string;
}

export class WalStorage {
  size!: string;
  className?: string;
}

export class ClusterStorage {
  size!: string;
  className?: string;
  wal?: WalStorage;
}

export class ProxySpec {
  type!: string;
  size?: number;
  resources?: ComputeResources;
  config?: ConfigParameter[];
}

export class ExposeSpec {
  type?: ExposeType;
  sourceRanges?: string[];
  annotations?: Record<string, string>;
}

export class ClusterMonitoring {
  configRef!: LocalReference;
}

export class DatabaseClusterSpec {
  engine!: string;
  version?: string;
  clusterSize!: number;
  resources?: ComputeResources;
  storage!: ClusterStorage;
  config?: ConfigParameter[];
  proxy?: ProxySpec;
  expose?: ExposeSpec;
  monitoring?: ClusterMonitoring;
  podSchedulingPolicy?: PodSchedulingPolicy;
  powerState?: PowerState;
  deletionProtection?: boolean;
  deletionPolicy?: DeletionPolicy;
  allowUnsafeTopology?: boolean;
}
