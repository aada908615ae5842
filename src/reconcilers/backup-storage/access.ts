import type { Permission } from '../../kube/access/index.js';
import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { BUCKET_ACCESS } from '../buckets/index.js';

export const BACKUP_STORAGE_ACCESS: readonly Permission[] = [
  // The finalizer of one that is in use.
  { type: BACKUP_STORAGE, verbs: ['patch'] },
  { type: BACKUP_STORAGE, subresource: 'status', verbs: ['patch'] },
  // What a search of a bucket brings.
  { type: DATABASE_BACKUP, verbs: ['create'] },
  ...BUCKET_ACCESS,
];
