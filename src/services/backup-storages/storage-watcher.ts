import type { Informer } from '../../kube/informer/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import { ResourceWatcher } from '../reading/resource-watcher.js';
import type { StorageAccess } from './storage-access.js';
import { STORAGE_LIST, type StorageFilter } from './storage-list.js';

/** Changes of storages. */
export class StorageWatcher extends ResourceWatcher<BackupStorage, StorageFilter> {
  constructor(informer: Informer<BackupStorage>, access: StorageAccess) {
    super(informer, access, STORAGE_LIST);
  }
}
