import type { Informer } from '../../kube/informer/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import { ResourceWatcher } from '../reading/resource-watcher.js';
import type { BackupAccess } from './backup-access.js';
import { BACKUP_LIST, type BackupFilter } from './backup-list.js';

/** Changes of backups. */
export class BackupWatcher extends ResourceWatcher<DatabaseBackup, BackupFilter> {
  constructor(informer: Informer<DatabaseBackup>, access: BackupAccess) {
    super(informer, access, BACKUP_LIST);
  }
}
