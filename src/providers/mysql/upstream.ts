/** The kinds of Percona's operator for XtraDB Cluster (1.19, `v1`) that we write or read: only the fields that we mean. */
import type { KubeObject, ResourceType, UntypedObject } from '../../kube/meta/index.js';
import type { PerconaCluster, PerconaCondition, PodGroup, PodGroupStatus } from '../percona/upstream.js';

const pxc = (kind: string, plural: string): ResourceType => ({
  group: 'pxc.percona.com',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

export const PXC = pxc('PerconaXtraDBCluster', 'perconaxtradbclusters');
export const PXC_BACKUP = pxc('PerconaXtraDBClusterBackup', 'perconaxtradbclusterbackups');
export const PXC_RESTORE = pxc('PerconaXtraDBClusterRestore', 'perconaxtradbclusterrestores');

/** The oldest first. One that is added here raises no database that is there. */
export const CR_VERSIONS = ['1.19.0'] as const;
export const MYSQL_PORT = 3306;
/** The name of the operator's software in `app.kubernetes.io/name` of everything it makes. */
export const APP_NAME = 'percona-xtradb-cluster';

export interface Door {
  enabled?: boolean;
  type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  annotations?: Record<string, string>;
  loadBalancerSourceRanges?: string[];
}

export interface Haproxy extends PodGroup {
  enabled: boolean;
  exposePrimary?: Door;
  exposeReplicas?: Door;
}

export interface Proxysql extends PodGroup {
  enabled: boolean;
  expose?: Door;
}

export interface BackupSection {
  image: string;
  storages?: Record<string, object>;
  pitr?: {
    enabled: boolean;
    storageName?: string;
    timeBetweenUploads?: number;
    timeoutSeconds?: number;
    resources?: PodGroup['resources'];
  };
}

export interface PxcUser {
  name: string;
  dbs?: string[];
  hosts?: string[];
  grants: string[];
  passwordSecretRef: { name: string; key: string };
}

export interface PxcSpec {
  crVersion: string;
  pause?: boolean;
  secretsName: string;
  updateStrategy: 'SmartUpdate';
  upgradeOptions: { apply: 'disabled' };
  unsafeFlags?: { pxcSize?: boolean; proxySize?: boolean; tls?: boolean; backupIfUnhealthy?: boolean };
  enableVolumeExpansion: boolean;
  users?: PxcUser[];
  pxc: PodGroup;
  haproxy?: Haproxy;
  proxysql?: Proxysql;
  logcollector?: { enabled: boolean };
  backup?: BackupSection;
}

export interface PxcGroupStatus extends Omit<PodGroupStatus, 'message'> {
  message?: string;
  image?: string;
  version?: string;
}

export interface Pxc extends PerconaCluster {
  spec: PxcSpec;
  status?: PerconaCluster['status'] & {
    pxc?: PxcGroupStatus;
    haproxy?: PxcGroupStatus;
    proxysql?: PxcGroupStatus;
    backup?: { version?: string; image?: string };
  };
}

export interface PxcBackup extends KubeObject {
  spec: {
    pxcCluster: string;
    storageName: string;
    startingDeadlineSeconds?: number;
    suspendedDeadlineSeconds?: number;
  };
  status?: {
    state?: '' | 'Starting' | 'Running' | 'Suspended' | 'Succeeded' | 'Failed';
    error?: string;
    destination?: string;
    /** RFC 3339. */
    completed?: string;
    latestRestorableTime?: string;
    image?: string;
    conditions?: PerconaCondition[];
  };
}

export interface PxcRestore extends KubeObject {
  spec: {
    pxcCluster: string;
    backupName?: string;
    backupSource?: { destination: string; [storage: string]: unknown };
    pitr?: {
      type: 'date' | 'latest';
      date?: string;
      backupSource?: Record<string, unknown>;
    };
  };
  status?: { state?: string; comments?: string };
}

/** The caches hold plain JSON that the CRD's schema has accepted; here its type is decided. */
const asType =
  <T extends KubeObject>() =>
  (object: UntypedObject | undefined): T | undefined =>
    object as T | undefined;

export const asPxc = asType<Pxc>();
export const asPxcBackup = asType<PxcBackup>();
export const asPxcRestore = asType<PxcRestore>();
