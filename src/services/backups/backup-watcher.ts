import type { Informer } from '../../kube/informer/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import { ResourceWatcher } from '../reading/resource-watcher.js';
import type { BackupAccess } from './backup-access.js';
import { matchesFilter, type BackupFilter } from './backup-filter.js';

/** Changes of backups. */
export class BackupWatcher extends ResourceWatcher<DatabaseBackup, BackupFilter> {
  constructor(informer: Informer<DatabaseBackup>, access: BackupAccess) {
    super(informer, access, matchesFilter);
  }
}
