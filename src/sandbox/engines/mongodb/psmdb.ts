import type { Exposure } from '../percona/builders/services.js';
import type { PerconaCluster, PodGroup, State } from '../percona/cluster.js';

/** The parts of the operator's kind that the stand-in reads and writes. The API server may hold more. */

export interface Replset extends PodGroup {
  name?: string;
  expose?: Exposure & { enabled: boolean };
  /** By pod: who is to be primary rather than others. */
  replsetOverrides?: Record<string, { priority?: number }>;
}

export interface Mongos extends PodGroup {
  expose?: Exposure;
  port?: number;
}

export interface PsmdbUser {
  name: string;
  db?: string;
  passwordSecretRef?: { name: string; key?: string };
  roles: { name: string; db: string }[];
}

export interface StorageSpec {
  type?: string;
  main?: boolean;
  [type: string]: unknown;
}

export interface PsmdbSpec {
  crVersion?: string;
  image: string;
  imagePullPolicy?: string;
  pause?: boolean;
  unmanaged?: boolean;
  updateStrategy?: 'SmartUpdate' | 'RollingUpdate' | 'OnDelete';
  upgradeOptions?: { apply?: string; setFCV?: boolean };
  unsafeFlags?: { tls?: boolean; replsetSize?: boolean; mongosSize?: boolean; backupIfUnhealthy?: boolean };
  secrets?: { users?: string; ssl?: string; sslInternal?: string; keyFile?: string; encryptionKey?: string };
  tls?: { mode?: string };
  clusterServiceDNSMode?: string;
  enableVolumeExpansion?: boolean;
  storageScaling?: { enableVolumeScaling?: boolean };
  replsets?: Replset[];
  sharding?: { enabled: boolean; configsvrReplSet?: Replset & { size: number }; mongos?: Mongos };
  users?: PsmdbUser[];
  backup?: {
    enabled: boolean;
    image: string;
    startingDeadlineSeconds?: number;
    storages?: Record<string, StorageSpec>;
    tasks?: { name: string; enabled: boolean; storageName?: string }[];
    pitr?: { enabled?: boolean; oplogSpanMin?: number; [field: string]: unknown };
  };
  [field: string]: unknown;
}

export interface MemberStatus {
  name: string;
  state: number;
  stateStr: string;
}

export interface ReplsetStatus {
  size: number;
  ready: number;
  status: State;
  message?: string;
  initialized?: boolean;
  added_as_shard?: boolean;
  members?: Record<string, MemberStatus>;
}

export interface Psmdb extends PerconaCluster {
  spec: PsmdbSpec;
  status?: PerconaCluster['status'] & {
    /** The schema wants them. */
    size: number;
    ready: number;
    message?: string;
    mongoVersion?: string;
    mongoImage?: string;
    backupVersion?: string;
    backupImage?: string;
    replsets?: Record<string, ReplsetStatus>;
    mongos?: Omit<ReplsetStatus, 'members' | 'initialized' | 'added_as_shard'>;
  };
}

/** Shards, or the one replica set, as the operator names those that have no name. */
export const replsetsOf = ({ spec }: Psmdb): (Replset & { name: string })[] =>
  (spec.replsets ?? []).map((replset, index) => ({ ...replset, name: replset.name ?? `rs${index}` }));

export const isSharded = ({ spec }: Psmdb): boolean => spec.sharding?.enabled === true;
