/** The kinds of mariadb-operator that we write or read: only the fields that we mean, as the operator spells them. */
import type { KubeObject, ResourceType, UntypedObject } from '../../kube/meta/index.js';
import type { ResourceRequirements } from '../contract/objects/index.js';

const mariadb = (kind: string, plural: string): ResourceType => ({
  group: 'k8s.mariadb.com',
  version: 'v1alpha1',
  kind,
  plural,
  namespaced: true,
});

export const MARIADB = mariadb('MariaDB', 'mariadbs');
export const PHYSICAL_BACKUP = mariadb('PhysicalBackup', 'physicalbackups');

/** On every pod and claim that the operator makes. */
export const OPERATOR_LABELS = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  claimRole: 'pvc.k8s.mariadb.com/role',
} as const;

export const APP_NAME = 'mariadb';
export const MARIADB_CONTAINER = 'mariadb';
export const PORT = 3306;

/** Roles of claims: those of members are the operator's word, the other is ours. */
export const STORAGE_ROLE = 'storage';
export const TRANSFER_ROLE = 'transfer';

export interface ServiceTemplate {
  type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  metadata?: { annotations: Record<string, string> };
  loadBalancerSourceRanges?: string[];
}

export interface Replication {
  enabled: true;
  primary: {
    autoFailover: true;
    /** Never rendered: the operator moves it in a failover and before it replaces the primary. */
    podIndex?: number;
  };
  replica: {
    bootstrapFrom: { physicalBackupTemplateRef: { name: string } };
    recovery: { enabled: true };
  };
}

interface SecretKey {
  name: string;
  key: string;
  generate: boolean;
}

/** A place in a bucket, as backups and restores name it alike. */
export interface BucketSection {
  s3?: {
    bucket: string;
    prefix: string;
    endpoint: string;
    region?: string;
    accessKeyIdSecretKeyRef: KeyReference;
    secretAccessKeySecretKeyRef: KeyReference;
    tls: BucketTls;
  };
  azureBlob?: {
    containerName: string;
    prefix: string;
    serviceURL: string;
    storageAccountName: string;
    storageAccountKey: KeyReference;
    tls: BucketTls;
  };
}

export interface KeyReference {
  name: string;
  key: string;
}

export interface BucketTls {
  enabled: boolean;
  caSecretKeyRef?: KeyReference;
}

/** Where the data of a new database comes from; what has been said once cannot be said otherwise. */
export interface BootstrapFrom extends BucketSection {
  backupContentType: 'Physical';
  /** The backup that was begun then, or the nearest before. */
  targetRecoveryTime: string;
}

export interface MariadbSpec {
  image: string;
  imagePullPolicy: 'IfNotPresent';
  replicas: number;
  port: number;
  rootPasswordSecretKeyRef: SecretKey;
  username: string;
  database: string;
  passwordSecretKeyRef: SecretKey;
  storage: { size: string; storageClassName?: string; resizeInUseVolumes: true; waitForVolumeResize: true };
  resources?: ResourceRequirements;
  myCnf?: string;
  tls: { enabled: true };
  inheritMetadata: { labels: Record<string, string> };
  podMetadata: { annotations: Record<string, string> };
  updateStrategy: { type: 'ReplicasFirstPrimaryLast' };
  replication?: Replication;
  service?: ServiceTemplate;
  primaryService?: ServiceTemplate;
  bootstrapFrom?: BootstrapFrom;
  suspend?: boolean;
  [scheduling: string]: unknown;
}

export interface MariadbCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

export interface MariadbStatus {
  readonly conditions?: readonly MariadbCondition[];
  readonly currentPrimary?: string;
  readonly currentPrimaryPodIndex?: number;
  readonly replicas?: number;
  readonly replication?: {
    readonly replicaToRecover?: string;
    readonly replicas?: Readonly<
      Record<string, { readonly lastIOError?: string; readonly lastSQLError?: string; secondsBehindMaster?: number }>
    >;
  };
}

export interface Mariadb extends KubeObject {
  spec: MariadbSpec;
  status?: MariadbStatus;
}

export interface PhysicalBackup extends KubeObject {
  spec: {
    mariaDbRef: { name: string };
    /** A pattern, which the operator copies when it needs one; what is to be taken at once has none. */
    schedule?: { suspend: true };
    target: 'PreferReplica';
    podAffinity: true;
    compression?: 'gzip';
    timeout?: string;
    /** How old a backup beside it may get before its job deletes it; 30 days if nothing is said. */
    maxRetention?: string;
    resources?: ResourceRequirements;
    storage: BucketSection & {
      persistentVolumeClaim?: {
        accessModes: ['ReadWriteOnce'];
        resources: { requests: { storage: string } };
        storageClassName?: string;
      };
    };
    inheritMetadata?: { labels: Record<string, string> };
  };
  status?: {
    readonly conditions?: readonly MariadbCondition[];
    /** By it the file in the bucket is named. */
    readonly lastScheduleTime?: string;
  };
}

export const asPhysicalBackup = (object: UntypedObject | undefined): PhysicalBackup | undefined =>
  object as unknown as PhysicalBackup | undefined;

export const asMariadb = (object: UntypedObject | undefined): Mariadb | undefined =>
  object as unknown as Mariadb | undefined;
