import type { Permission } from '../../kube/access/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { BUCKET_ACCESS } from '../buckets/index.js';

export const BACKUP_RECORD_ACCESS: readonly Permission[] = [
  // The finalizer of one that is in use; at the end of its data, the object.
  { type: DATABASE_BACKUP, verbs: ['patch', 'delete'] },
  { type: DATABASE_BACKUP, subresource: 'status', verbs: ['patch'] },
  ...BUCKET_ACCESS,
];
