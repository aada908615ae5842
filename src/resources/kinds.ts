import { BackupStorage } from './backup-storage/index.js';
import { DatabaseBackup } from './database-backup/index.js';
import { DatabaseCluster } from './database-cluster/index.js';
import { DatabaseEngine } from './database-engine/index.js';
import { MonitoringConfig } from './monitoring-config/index.js';
import { OpsRequest } from './ops-request/index.js';

/** Every kind of the product; a new one joins here. */
export const KINDS = [
  BackupStorage,
  DatabaseBackup,
  DatabaseCluster,
  DatabaseEngine,
  MonitoringConfig,
  OpsRequest,
] as const;
