/** The kinds of Percona's operator for MongoDB (1.22, `v1`) that we write or read: only the fields that we mean. */
import type { KubeObject, ResourceType, UntypedObject } from '../../kube/meta/index.js';
import type { PerconaCluster, PodGroup, PodGroupStatus } from '../percona/upstream.js';

const psmdb = (kind: string, plural: string): ResourceType => ({
  group: 'psmdb.percona.com',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

export const PSMDB = psmdb('PerconaServerMongoDB', 'perconaservermongodbs');
export const PSMDB_BACKUP = psmdb('PerconaServerMongoDBBackup', 'perconaservermongodbbackups');
export const PSMDB_RESTORE = psmdb('PerconaServerMongoDBRestore', 'perconaservermongodbrestores');

/** The oldest first. One that is added here raises no database that is there. */
export const CR_VERSIONS = ['1.22.0'] as const;
export const MONGODB_PORT = 27017;
/** The name of the operator's software in `app.kubernetes.io/name` of everything it makes. */
export const APP_NAME = 'percona-server-mongodb';
export const REPLSET_LABEL = 'app.kubernetes.io/replset';

/** Orders to the operator, and what it makes of them, beside the specification. */
export const PSMDB_ANNOTATIONS = {
  /** Taken away by the operator when it begins. */
  resync: 'percona.com/resync-pbm',
  /** Taken away by the operator when it has ended well. */
  resyncInProgress: 'percona.com/resync-in-progress',
} as const;

export type ExposeKind = 'ClusterIP' | 'NodePort' | 'LoadBalancer';

export interface Expose {
  enabled: boolean;
  type: ExposeKind;
  annotations?: Record<string, string>;
  loadBalancerSourceRanges?: string[];
}

export interface Replset extends PodGroup {
  name: string;
  expose?: Expose;
  /** By the names of pods. */
  replsetOverrides?: Record<string, { priority?: number }>;
}

export interface Mongos extends PodGroup {
  expose?: Omit<Expose, 'enabled'>;
}

export interface BackupSection {
  enabled: boolean;
  image: string;
  resources?: PodGroup['resources'];
  storages?: Record<string, object>;
  pitr?: { enabled: boolean; oplogSpanMin?: number };
}

export interface PsmdbUser {
  name: string;
  db: string;
  passwordSecretRef: { name: string; key: string };
  roles: { name: string; db: string }[];
}

export interface PsmdbSpec {
  crVersion: string;
  image: string;
  imagePullPolicy: string;
  pause?: boolean;
  updateStrategy: 'SmartUpdate';
  upgradeOptions: { apply: 'disabled'; setFCV: boolean };
  unsafeFlags?: { replsetSize?: boolean; mongosSize?: boolean; tls?: boolean; backupIfUnhealthy?: boolean };
  secrets: { users: string };
  tls?: { mode: string };
  clusterServiceDNSMode?: 'Internal' | 'External' | 'ServiceMesh';
  storageScaling: { enableVolumeScaling: boolean };
  replsets: Replset[];
  sharding: { enabled: boolean; configsvrReplSet?: Omit<Replset, 'name'>; mongos?: Mongos };
  users?: PsmdbUser[];
  backup?: BackupSection;
}

export interface ReplsetStatus extends PodGroupStatus {
  initialized?: boolean;
  added_as_shard?: boolean;
  members?: Record<string, { name?: string; state?: number; stateStr?: string }>;
}

export interface Psmdb extends PerconaCluster {
  spec: PsmdbSpec;
  status?: PerconaCluster['status'] & {
    mongoVersion?: string;
    mongoImage?: string;
    backupVersion?: string;
    backupConfigHash?: string;
    replsets?: Record<string, ReplsetStatus>;
    mongos?: PodGroupStatus;
  };
}

export interface PsmdbBackup extends KubeObject {
  spec: {
    clusterName: string;
    storageName: string;
    type?: 'logical' | 'physical';
    compressionType?: string;
    startingDeadlineSeconds?: number;
  };
  status?: {
    state?: '' | 'waiting' | 'requested' | 'running' | 'ready' | 'error';
    error?: string;
    destination?: string;
    pbmName?: string;
    /** RFC 3339. */
    start?: string;
    completed?: string;
    lastWriteAt?: string;
    latestRestorableTime?: string;
    replsetNames?: string[];
    size?: string;
  };
}

export interface PsmdbRestore extends KubeObject {
  spec: {
    clusterName: string;
    backupName?: string;
    storageName?: string;
    backupSource?: { type: string; destination: string; [storage: string]: unknown };
    pitr?: { type: 'date' | 'latest'; date?: string };
  };
  status?: { state?: '' | 'waiting' | 'requested' | 'running' | 'ready' | 'error' | 'rejected'; error?: string };
}

/** The caches hold plain JSON that the CRD's schema has accepted; here its type is decided. */
const asType =
  <T extends KubeObject>() =>
  (object: UntypedObject | undefined): T | undefined =>
    object as T | undefined;

export const asPsmdb = asType<Psmdb>();
export const asPsmdbBackup = asType<PsmdbBackup>();
export const asPsmdbRestore = asType<PsmdbRestore>();
