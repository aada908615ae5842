import type { KubeObject } from '../../../kube/meta/index.js';

/** Kubernetes' own kinds, as far as the stand-in writes or reads them. */

export interface ResourceRequirements {
  requests?: Record<string, string | number>;
  limits?: Record<string, string | number>;
}

export interface CoreCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
}

export interface ContainerStatus {
  name: string;
  image: string;
  imageID: string;
  ready: boolean;
  started?: boolean;
  restartCount: number;
  lastState?: Record<string, unknown>;
  state: Record<string, unknown>;
}

export interface Pod extends KubeObject {
  spec: {
    containers: { name: string; image: string; resources?: ResourceRequirements }[];
    volumes?: { name: string; persistentVolumeClaim?: { claimName: string } }[];
    [field: string]: unknown;
  };
  status?: {
    phase?: string;
    podIP?: string;
    conditions?: CoreCondition[];
    containerStatuses?: ContainerStatus[];
    startTime?: string;
    [field: string]: unknown;
  };
}

export interface PersistentVolumeClaim extends KubeObject {
  spec: {
    accessModes: string[];
    storageClassName?: string;
    resources: { requests: { storage: string } };
    volumeMode?: string;
    volumeName?: string;
  };
  status?: { phase?: string; capacity?: { storage?: string }; conditions?: CoreCondition[] };
}

export interface Job extends KubeObject {
  spec: Record<string, unknown>;
  status?: { active?: number; succeeded?: number; failed?: number; conditions?: CoreCondition[] };
}

export interface Service extends KubeObject {
  spec: {
    type?: string;
    selector?: Record<string, string>;
    ports?: { name?: string; port: number; nodePort?: number; [field: string]: unknown }[];
    [field: string]: unknown;
  };
  status?: { loadBalancer?: { ingress?: { ip?: string }[] } };
}

export interface Secret extends KubeObject {
  type?: string;
  data?: Record<string, string>;
}

export interface Deployment extends KubeObject {
  spec: { replicas?: number; [field: string]: unknown };
  status?: { availableReplicas?: number; readyReplicas?: number; [field: string]: unknown };
}

export interface StorageClass extends KubeObject {
  allowVolumeExpansion?: boolean;
}

const isTrue = (conditions: readonly CoreCondition[] | undefined, type: string): boolean =>
  conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;

export const isPodReady = (pod: Pod | undefined): boolean =>
  pod !== undefined && !pod.metadata.deletionTimestamp && isTrue(pod.status?.conditions, 'Ready');

export const isJobComplete = (job: Job): boolean => isTrue(job.status?.conditions, 'Complete');
export const isJobFailed = (job: Job): boolean => isTrue(job.status?.conditions, 'Failed');
export const isTerminating = (object: KubeObject): boolean => object.metadata.deletionTimestamp !== undefined;
