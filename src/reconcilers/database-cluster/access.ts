import type { Permission } from '../../kube/access/index.js';
import { SECRET } from '../../kube/meta/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';

export const DATABASE_CLUSTER_ACCESS: readonly Permission[] = [
  // The finalizer.
  { type: DATABASE_CLUSTER, verbs: ['patch'] },
  { type: DATABASE_CLUSTER, subresource: 'status', verbs: ['patch'] },
  // The last one, before the data goes.
  { type: DATABASE_BACKUP, verbs: ['create'] },
  // The credentials, one at a time: the cache knows no more of them than their metadata.
  { type: SECRET, verbs: ['create', 'delete', 'get', 'patch'] },
];
