import type { KubeObject } from '../../../../kube/meta/index.js';
import type { NameReference } from '../cluster.js';

export type BackupMethod = 'plugin' | 'volumeSnapshot' | 'barmanObjectStore';

/** What a Backup asks for, and a ScheduledBackup for each of its Backups. */
export interface BackupRequest {
  cluster: NameReference;
  method?: BackupMethod;
  target?: 'primary' | 'prefer-standby';
  online?: boolean;
  onlineConfiguration?: Record<string, unknown>;
  pluginConfiguration?: { name: string; parameters?: Record<string, string> };
}

export interface BackupStatus {
  phase?: string;
  error?: string;
  method?: BackupMethod;
  reconciliationStartedAt?: string;
  startedAt?: string;
  stoppedAt?: string;
  backupId?: string;
  backupName?: string;
  beginWal?: string;
  endWal?: string;
  beginLSN?: string;
  endLSN?: string;
  majorVersion?: number;
  online?: boolean;
  instanceID?: { podName: string; ContainerID: string; sessionID: string };
  pluginMetadata?: Record<string, string>;
}

export interface Backup extends KubeObject {
  spec: BackupRequest;
  status?: BackupStatus;
}

export interface ScheduledBackup extends KubeObject {
  spec: BackupRequest & {
    schedule: string;
    suspend?: boolean;
    immediate?: boolean;
    backupOwnerReference?: 'none' | 'self' | 'cluster';
  };
  status?: { lastCheckTime?: string; lastScheduleTime?: string; nextScheduleTime?: string; error?: string };
}
