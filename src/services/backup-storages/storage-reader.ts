import type { Informer } from '../../kube/informer/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { PageQuery } from '../reading/cached-list.js';
import { ResourceReader } from '../reading/resource-reader.js';
import type { StorageAccess } from './storage-access.js';
import { STORAGE_LIST, type StorageFilter } from './storage-list.js';

export type StorageQuery = PageQuery & StorageFilter;

/** Storages from the cache, by namespace and name. */
export class StorageReader extends ResourceReader<BackupStorage, StorageFilter> {
  constructor(informer: Informer<BackupStorage>, access: StorageAccess) {
    super(informer, access, STORAGE_LIST);
  }
}
