import type { ClusterCaches } from '../../caches/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { PageQuery } from '../reading/cached-list.js';
import { ResourceReader } from '../reading/resource-reader.js';
import type { BackupAccess } from './backup-access.js';
import { BACKUP_LIST, type BackupFilter } from './backup-list.js';

export type BackupQuery = PageQuery & BackupFilter;

/** Backups from the cache, the newest first. */
export class BackupReader extends ResourceReader<DatabaseBackup, BackupFilter> {
  constructor(caches: ClusterCaches, access: BackupAccess) {
    super(caches.backups, access, BACKUP_LIST, ({ namespace, cluster }) => {
      if (namespace === undefined || !cluster) return undefined;
      return [...new Set(cluster)].flatMap((name) => caches.backupsOf({ namespace, name }));
    });
  }
}
