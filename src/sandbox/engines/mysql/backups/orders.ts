import type { Condition } from '../../../../kube/meta/index.js';
import type { RequestObject } from '../../percona/backups/backup-types.js';
import type { S3Section } from '../../percona/storage/s3-section.js';
import type { UnsafeFlags } from '../pxc.js';

export type BackupState = '' | 'Starting' | 'Running' | 'Suspended' | 'Succeeded' | 'Failed';

export interface BackupStatus {
  state?: BackupState;
  error?: string;
  destination?: string;
  storageName?: string;
  storage_type?: string;
  s3?: S3Section;
  verifyTLS?: boolean;
  image?: string;
  completed?: string;
  latestRestorableTime?: string;
  conditions?: Condition[];
}

export interface PxcBackup extends RequestObject {
  spec: {
    pxcCluster: string;
    storageName?: string;
    startingDeadlineSeconds?: number;
    activeDeadlineSeconds?: number;
    suspendedDeadlineSeconds?: number;
  };
  status?: BackupStatus;
}

/** A backup, or a binary log, by its place. */
export interface BackupSource {
  destination?: string;
  storageName?: string;
  s3?: S3Section;
  verifyTLS?: boolean;
}

export type RestoreState =
  | ''
  | 'Starting'
  | 'Stopping Cluster'
  | 'Restoring'
  | 'Preparing Cluster'
  | 'Point-in-time recovering'
  | 'Starting Cluster'
  | 'Succeeded'
  | 'Failed';

export interface RestoreStatus {
  state?: RestoreState;
  comments?: string;
  completed?: string;
  clusterSize?: number;
  haproxySize?: number;
  proxysqlSize?: number;
  unsafeFlags?: UnsafeFlags;
}

export interface PxcRestore extends RequestObject {
  spec: {
    pxcCluster: string;
    backupName?: string;
    backupSource?: BackupSource;
    pitr?: { type: string; date?: string; gtid?: string; backupSource?: BackupSource };
  };
  status?: RestoreStatus;
}

const OVER: readonly (string | undefined)[] = ['Succeeded', 'Failed'];
export const isOver = ({ status }: RequestObject): boolean => OVER.includes(status?.state);

/** Its Job is there, and has not ended. */
export const isActive = (order: RequestObject): boolean => !isOver(order) && (order.status?.state ?? '') !== '';
