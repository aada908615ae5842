import { keyOf } from '../../kube/meta/index.js';
import type { ClusterCaches } from '../../caches/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import { newestFirst, oldestFirst } from '../reading/places.js';
import { ResourceReader, type PageQuery } from '../reading/resource-reader.js';
import type { BackupAccess } from './backup-access.js';
import { matchesFilter, type BackupFilter } from './backup-filter.js';

export type BackupQuery = PageQuery & BackupFilter;

/** The orders beside that of lists, which is the newest first. */
const ORDERS = { OldestFirst: oldestFirst, ByName: keyOf };
export type BackupOrder = keyof typeof ORDERS;

/** Backups from the cache, the newest first. */
export class BackupReader extends ResourceReader<DatabaseBackup, BackupFilter> {
  constructor(caches: ClusterCaches, access: BackupAccess) {
    super(caches.backups, access, {
      matches: matchesFilter,
      placeOf: newestFirst,
      orders: ORDERS,
      narrow: ({ namespace, cluster }) => {
        if (namespace === undefined || cluster?.length !== 1) return undefined;
        return caches.backupsOf({ namespace, name: cluster[0]! });
      },
    });
  }
}
