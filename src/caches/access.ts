import type { Permission } from '../kube/access/index.js';
import { followed, SERVED_KINDS_ACCESS } from '../kube/informer/index.js';
import { NAMESPACE, SECRET } from '../kube/meta/index.js';
import { BACKUP_STORAGE } from '../resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../resources/database-cluster/index.js';
import { DATABASE_ENGINE } from '../resources/database-engine/index.js';
import { MONITORING_CONFIG } from '../resources/monitoring-config/index.js';
import { OPS_REQUEST } from '../resources/ops-request/index.js';

/** Of the caches, but for the kinds that the providers watch. */
export const CACHE_ACCESS: readonly Permission[] = [
  ...[BACKUP_STORAGE, DATABASE_BACKUP, DATABASE_CLUSTER, DATABASE_ENGINE, MONITORING_CONFIG, OPS_REQUEST, SECRET].map(
    followed,
  ),
  // Where a caller may make a first database, which only a list of all namespaces can tell.
  followed(NAMESPACE),
  SERVED_KINDS_ACCESS,
];
