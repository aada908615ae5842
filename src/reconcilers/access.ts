import type { Permission } from '../kube/access/index.js';
import { EVENT_ACCESS } from '../kube/events/index.js';
import { BACKUP_RECORD_ACCESS } from './backup-record/access.js';
import { BACKUP_STORAGE_ACCESS } from './backup-storage/access.js';
import { DATABASE_BACKUP_ACCESS } from './database-backup/access.js';
import { DATABASE_CLUSTER_ACCESS } from './database-cluster/access.js';
import { DATABASE_ENGINE_ACCESS } from './database-engine/access.js';
import { MONITORING_CONFIG_ACCESS } from './monitoring-config/access.js';
import { OPS_REQUEST_ACCESS } from './ops-request/access.js';

/** Of the loops, but for what they do to the kinds of the engines' operators. A new loop joins here. */
export const RECONCILER_ACCESS: readonly Permission[] = [
  ...BACKUP_RECORD_ACCESS,
  ...BACKUP_STORAGE_ACCESS,
  ...DATABASE_BACKUP_ACCESS,
  ...DATABASE_CLUSTER_ACCESS,
  ...DATABASE_ENGINE_ACCESS,
  ...MONITORING_CONFIG_ACCESS,
  ...OPS_REQUEST_ACCESS,
  EVENT_ACCESS,
];
