import type { Permission } from '../kube/access/index.js';
import { EVENT, RESOURCE_QUOTA, SECRET, SUBJECT_ACCESS_REVIEW, TOKEN_REVIEW } from '../kube/meta/index.js';
import { BACKUP_STORAGE } from '../resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../resources/database-cluster/index.js';
import { MONITORING_CONFIG } from '../resources/monitoring-config/index.js';
import { OPS_REQUEST } from '../resources/ops-request/index.js';

/** Of the use cases. Each first asks whether its caller may do the like, by the caller's own rights. */
export const SERVICE_ACCESS: readonly Permission[] = [
  { type: TOKEN_REVIEW, verbs: ['create'] },
  { type: SUBJECT_ACCESS_REVIEW, verbs: ['create'] },
  { type: DATABASE_CLUSTER, verbs: ['create', 'delete', 'get', 'patch'] },
  { type: BACKUP_STORAGE, verbs: ['create', 'delete', 'get', 'patch'] },
  { type: MONITORING_CONFIG, verbs: ['create', 'delete', 'get', 'patch'] },
  { type: DATABASE_BACKUP, verbs: ['create', 'delete', 'get'] },
  { type: OPS_REQUEST, verbs: ['create', 'delete', 'get', 'patch'] },
  // Who asked for an operation, and who wrote everything else.
  { type: OPS_REQUEST, subresource: 'status', verbs: ['patch'] },
  { type: DATABASE_CLUSTER, subresource: 'status', verbs: ['patch'] },
  { type: DATABASE_BACKUP, subresource: 'status', verbs: ['patch'] },
  { type: BACKUP_STORAGE, subresource: 'status', verbs: ['patch'] },
  { type: MONITORING_CONFIG, subresource: 'status', verbs: ['patch'] },
  // What happened to a cluster and to what it consists of.
  { type: EVENT, verbs: ['list'] },
  { type: RESOURCE_QUOTA, verbs: ['list'] },
  // The credentials that a caller asks for by the cluster's name.
  { type: SECRET, verbs: ['get'] },
  // The credentials that a caller gives with a storage.
  { type: SECRET, verbs: ['create', 'get', 'patch'] },
];
