import type { KubeObject } from '../../../kube/meta/index.js';
import type { ResourceRequirements } from '../mechanics/workloads.js';

/** The parts of the operator's kinds that the stand-in reads and writes. The API server may hold more. */

export interface Condition {
  type: string;
  status: 'True' | 'False';
  reason: string;
  message: string;
  lastTransitionTime?: string;
}

export interface ServiceTemplate {
  type?: string;
  metadata?: { labels?: Record<string, string>; annotations?: Record<string, string> };
  loadBalancerSourceRanges?: string[];
  externalTrafficPolicy?: string;
}

interface Metadata {
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

export interface SecretKeyRef {
  name: string;
  key: string;
  generate?: boolean;
}

/** A folder of a bucket. */
export interface S3Section {
  bucket: string;
  /** Without a scheme. */
  endpoint: string;
  prefix?: string;
  region?: string;
  accessKeyIdSecretKeyRef?: SecretKeyRef;
  secretAccessKeySecretKeyRef?: SecretKeyRef;
  tls?: { enabled?: boolean; caSecretKeyRef?: SecretKeyRef };
}

export interface MariadbSpec {
  image: string;
  imagePullPolicy?: string;
  replicas: number;
  port?: number;
  rootPasswordSecretKeyRef?: SecretKeyRef;
  passwordSecretKeyRef?: SecretKeyRef;
  storage: { size: string; storageClassName?: string };
  resources?: ResourceRequirements;
  myCnf?: string;
  inheritMetadata?: Metadata;
  podMetadata?: Metadata;
  updateStrategy?: { type?: string };
  replication?: {
    enabled?: boolean;
    gtidStrictMode?: boolean;
    semiSyncEnabled?: boolean;
    primary?: { podIndex?: number; autoFailover?: boolean };
    replica?: {
      bootstrapFrom?: { physicalBackupTemplateRef: { name: string } };
      recovery?: { enabled: boolean };
    };
  };
  service?: ServiceTemplate;
  primaryService?: ServiceTemplate;
  secondaryService?: ServiceTemplate;
  bootstrapFrom?: { s3?: S3Section; backupContentType?: string; targetRecoveryTime?: string };
  suspend?: boolean;
  affinity?: object;
  nodeSelector?: Record<string, string>;
  tolerations?: object[];
  topologySpreadConstraints?: object[];
  priorityClassName?: string;
}

export interface MariadbStatus {
  conditions?: Condition[];
  currentPrimary?: string;
  currentPrimaryPodIndex?: number;
  replicas?: number;
  scaleOutInitialIndex?: number | null;
  replication?: {
    roles?: Record<string, string>;
    replicas?: Record<string, { lastIOErrno: number; lastIOError: string; secondsBehindMaster: number }>;
    replicaToRecover?: string | null;
  };
}

export interface Mariadb extends KubeObject {
  spec: MariadbSpec;
  status?: MariadbStatus;
}

export interface PhysicalBackup extends KubeObject {
  spec: {
    mariaDbRef: { name: string };
    schedule?: { suspend?: boolean };
    storage: {
      s3?: S3Section;
      persistentVolumeClaim?: {
        accessModes?: string[];
        resources: { requests: { storage: string } };
        storageClassName?: string;
      };
    };
    inheritMetadata?: Metadata;
    [field: string]: unknown;
  };
  status?: { conditions?: Condition[]; lastScheduleTime?: string };
}

export const isReplicated = ({ spec }: Mariadb): boolean => spec.replication?.enabled === true;
export const isComplete = ({ status }: PhysicalBackup): boolean =>
  status?.conditions?.some(({ type, status: is }) => type === 'Complete' && is === 'True') ?? false;
