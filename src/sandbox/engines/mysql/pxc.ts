import type { Exposure } from '../percona/builders/services.js';
import type { PerconaCluster, PodGroup, State } from '../percona/cluster.js';

/** The parts of the operator's kind that the stand-in reads and writes. The API server may hold more. */

export interface UnsafeFlags {
  tls?: boolean;
  pxcSize?: boolean;
  proxySize?: boolean;
  backupIfUnhealthy?: boolean;
}

export interface PxcPods extends PodGroup {
  expose?: Exposure & { enabled?: boolean };
}

export interface Haproxy extends PodGroup {
  enabled?: boolean;
  exposePrimary?: Exposure & { enabled?: boolean };
  exposeReplicas?: Exposure & { enabled?: boolean };
}

export interface Proxysql extends PodGroup {
  enabled?: boolean;
  expose?: Exposure & { enabled?: boolean };
}

export interface PxcUser {
  name: string;
  dbs?: string[];
  hosts?: string[];
  grants?: string[];
  passwordSecretRef?: { name: string; key?: string };
}

export interface PxcStorage {
  type?: string;
  verifyTLS?: boolean;
  s3?: object;
  [field: string]: unknown;
}

export interface PxcSpec {
  crVersion?: string;
  pause?: boolean;
  updateStrategy?: 'SmartUpdate' | 'RollingUpdate' | 'OnDelete';
  upgradeOptions?: { apply?: string };
  secretsName?: string;
  sslSecretName?: string;
  sslInternalSecretName?: string;
  tls?: { enabled?: boolean };
  unsafeFlags?: UnsafeFlags;
  enableVolumeExpansion?: boolean;
  users?: PxcUser[];
  pxc?: PxcPods;
  haproxy?: Haproxy;
  proxysql?: Proxysql;
  backup?: {
    image?: string;
    storages?: Record<string, PxcStorage>;
    schedule?: { name: string; schedule: string; storageName: string }[];
    allowParallel?: boolean;
    startingDeadlineSeconds?: number;
    suspendedDeadlineSeconds?: number;
    activeDeadlineSeconds?: number;
    pitr?: {
      enabled?: boolean;
      storageName?: string;
      timeBetweenUploads?: number;
      timeoutSeconds?: number;
      resources?: PodGroup['resources'];
    };
  };
  [field: string]: unknown;
}

export interface PxcGroupStatus {
  size?: number;
  ready?: number;
  status?: State;
  message?: string;
  version?: string;
  image?: string;
  labelSelectorPath?: string;
}

export interface Pxc extends PerconaCluster {
  spec: PxcSpec;
  status?: PerconaCluster['status'] & {
    message?: string[];
    pxc?: PxcGroupStatus;
    haproxy?: PxcGroupStatus;
    proxysql?: PxcGroupStatus;
    backup?: { version?: string; image?: string };
  };
}
