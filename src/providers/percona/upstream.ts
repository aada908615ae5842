/**
 * What the Percona operators that we drive have in common in their resources: one vendor, one way to say things. What
 * differs is in the folders of the engines.
 */
import type { KubeObject } from '../../kube/meta/index.js';
import type { ResourceRequirements } from '../contract/objects/index.js';

export const PERCONA_LABELS = {
  /** The name of the cluster. */
  instance: 'app.kubernetes.io/instance',
  component: 'app.kubernetes.io/component',
  name: 'app.kubernetes.io/name',
} as const;

/** RFC 3339, while volumes grow: on the StatefulSet or on the cluster's object. */
export const RESIZE_IN_PROGRESS = 'percona.com/pvc-resize-in-progress';

/** Ours, on the cluster's object and from there on pods, through the operator: another value replaces them one by one. */
export const RESTARTED_FOR = 'dbaas.io/restarted-for';

/** `status.state`: the operator's own summary; conditions of the same names are a diary and never taken back. */
export type PerconaState = '' | 'initializing' | 'stopping' | 'paused' | 'ready' | 'error';

export interface VolumeSpec {
  persistentVolumeClaim: {
    storageClassName?: string;
    resources: { requests: { storage: string } };
  };
}

export interface PodAffinitySpec {
  antiAffinityTopologyKey?: string;
  /** core/v1 Affinity; replaces the operator's own rule altogether. */
  advanced?: object;
}

/** Fields that every group of pods has, whatever runs in them. */
export interface PodGroup {
  size: number;
  image?: string;
  imagePullPolicy?: string;
  resources?: ResourceRequirements;
  /** The engine's own configuration file, as text. */
  configuration?: string;
  volumeSpec?: VolumeSpec;
  affinity?: PodAffinitySpec;
  tolerations?: object[];
  nodeSelector?: Record<string, string>;
  topologySpreadConstraints?: object[];
  priorityClassName?: string;
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
}

/** What the operator tells of one group of pods. */
export interface PodGroupStatus {
  size?: number;
  ready?: number;
  status?: PerconaState;
  message?: string;
}

export interface PerconaCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export const conditionIn = (
  conditions: readonly PerconaCondition[] | undefined,
  type: string,
): PerconaCondition | undefined => conditions?.find((condition) => condition.type === type);

/** The part of the cluster's object that is the same in both. */
export interface PerconaCluster extends KubeObject {
  spec: { crVersion: string; pause?: boolean };
  status?: {
    state?: PerconaState;
    /** One text or several. */
    message?: string | string[];
    host?: string;
    size?: number;
    ready?: number;
    observedGeneration?: number;
    conditions?: PerconaCondition[];
  };
}

/** An order to restore, with the words that both operators have for its state. */
export interface PerconaRestore extends KubeObject {
  status?: { state?: string };
}

export const messagesOf = ({ status }: PerconaCluster): readonly string[] =>
  [status?.message ?? []].flat().filter((text) => text !== '');
