import type { RequestObject } from '../../percona/backups/backup-types.js';
import type { S3Section } from '../../percona/storage/s3-section.js';

export type BackupState = '' | 'waiting' | 'requested' | 'running' | 'ready' | 'error';

export interface BackupStatus {
  state?: BackupState;
  error?: string;
  type?: string;
  storageName?: string;
  s3?: S3Section;
  destination?: string;
  pbmName?: string;
  replsetNames?: string[];
  start?: string;
  completed?: string;
  lastTransition?: string;
  lastWriteAt?: string;
  latestRestorableTime?: string;
  size?: string;
}

export interface PsmdbBackup extends RequestObject {
  spec: {
    clusterName: string;
    storageName: string;
    type?: string;
    compressionType?: string;
    startingDeadlineSeconds?: number;
  };
  status?: BackupStatus;
}

export interface RestoreStatus {
  state?: BackupState | 'rejected';
  error?: string;
  pbmName?: string;
  pitrTarget?: string;
  completed?: string;
  lastTransition?: string;
}

export interface PsmdbRestore extends RequestObject {
  spec: {
    clusterName: string;
    backupName?: string;
    storageName?: string;
    backupSource?: { type?: string; destination?: string; s3?: S3Section; minio?: S3Section };
    pitr?: { type: string; date?: string };
    selective?: object;
    replsetRemapping?: object;
  };
  status?: RestoreStatus;
}

const OVER: readonly (string | undefined)[] = ['ready', 'error', 'rejected'];
export const isOver = ({ status }: RequestObject): boolean => OVER.includes(status?.state);

/** PBM has been told, and has not answered yet. */
export const isActive = ({ status }: RequestObject): boolean =>
  status?.state === 'requested' || status?.state === 'running';
