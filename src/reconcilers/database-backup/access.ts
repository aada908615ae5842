import type { Permission } from '../../kube/access/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';

export const DATABASE_BACKUP_ACCESS: readonly Permission[] = [
  // Before a backup is told that its database is not there.
  { type: DATABASE_CLUSTER, verbs: ['get'] },
  // Those that a schedule asks for; the finalizer and whose it is; failures that nobody asks about any more.
  { type: DATABASE_BACKUP, verbs: ['create', 'patch', 'delete'] },
  { type: DATABASE_BACKUP, subresource: 'status', verbs: ['patch'] },
];
