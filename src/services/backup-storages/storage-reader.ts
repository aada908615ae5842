import type { Informer } from '../../kube/informer/index.js';
import { keyOf } from '../../kube/meta/index.js';
import type { BackupStorage, BackupStorageType } from '../../resources/backup-storage/index.js';
import { isIn } from '../reading/metadata-filter.js';
import { ResourceReader, type PageQuery } from '../reading/resource-reader.js';
import type { StorageAccess } from './storage-access.js';

/** Each list is an "or"; absent means any. */
export interface StorageFilter {
  readonly name?: readonly string[];
  readonly type?: readonly BackupStorageType[];
}

export type StorageQuery = PageQuery & StorageFilter;

const matches = ({ metadata, spec }: BackupStorage, { name, type }: StorageFilter): boolean =>
  isIn(name, metadata.name) && isIn(type, spec.type);

/** Storages from the cache, by namespace and name. */
export class StorageReader extends ResourceReader<BackupStorage, StorageFilter> {
  constructor(informer: Informer<BackupStorage>, access: StorageAccess) {
    super(informer, access, { matches, placeOf: keyOf });
  }
}
