import type { BackupStorage } from '../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';

/** What backups of one namespace are judged by, as the caches hold it at one moment. */
export interface BackupWorld {
  backup(name: string): DatabaseBackup | undefined;
  backupsOf(cluster: string): readonly DatabaseBackup[];
  storage(name: string): BackupStorage | undefined;
  cluster(name: string): DatabaseCluster | undefined;
  /** Whether databases of this engine go back to moments, or to their backups alone. */
  hasLog(engine: string): boolean;
}
