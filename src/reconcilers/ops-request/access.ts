import type { Permission } from '../../kube/access/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import { OPS_REQUEST } from '../../resources/ops-request/index.js';

export const OPS_REQUEST_ACCESS: readonly Permission[] = [
  // The database itself, with the owners of its fields; then the fields that an operation changes.
  { type: DATABASE_CLUSTER, verbs: ['get', 'patch'] },
  // The finalizer and the owner; at the end of its time, the object.
  { type: OPS_REQUEST, verbs: ['patch', 'delete'] },
  { type: OPS_REQUEST, subresource: 'status', verbs: ['patch'] },
  // What an operation of type Backup makes and calls off, and a Restore has taken before it takes anything away.
  { type: DATABASE_BACKUP, verbs: ['create', 'delete'] },
];
