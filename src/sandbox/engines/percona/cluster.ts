import type { KubeObject } from '../../../kube/meta/index.js';
import type { ResourceRequirements } from '../mechanics/workloads.js';

/** What the objects of both operators have in common, as far as a stand-in reads and writes it. */

export type State = '' | 'initializing' | 'stopping' | 'paused' | 'ready' | 'error';

export interface VolumeSpec {
  persistentVolumeClaim?: {
    storageClassName?: string;
    accessModes?: string[];
    resources?: { requests?: { storage?: string } };
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  emptyDir?: object;
  hostPath?: object;
}

export interface Affinity {
  antiAffinityTopologyKey?: string;
  advanced?: object;
}

/** Fields of every group of pods, whatever runs in them. */
export interface PodGroup {
  size?: number;
  image?: string;
  imagePullPolicy?: string;
  resources?: ResourceRequirements;
  configuration?: string;
  volumeSpec?: VolumeSpec;
  affinity?: Affinity;
  tolerations?: object[];
  nodeSelector?: Record<string, string>;
  topologySpreadConstraints?: object[];
  priorityClassName?: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  podDisruptionBudget?: { maxUnavailable?: number | string; minAvailable?: number | string };
}

export interface Condition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface PerconaCluster extends KubeObject {
  spec: {
    crVersion?: string;
    pause?: boolean;
    updateStrategy?: 'SmartUpdate' | 'RollingUpdate' | 'OnDelete';
    [field: string]: unknown;
  };
  status?: {
    state?: State;
    observedGeneration?: number;
    host?: string;
    size?: number;
    ready?: number;
    conditions?: Condition[];
  };
}
