import type { Permission } from '../../kube/access/index.js';
import { SECRET } from '../../kube/meta/index.js';
import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';

export const BACKUP_STORAGE_ACCESS: readonly Permission[] = [
  { type: BACKUP_STORAGE, subresource: 'status', verbs: ['patch'] },
  // The credentials and the authority that a storage names, when its bucket is tried.
  { type: SECRET, verbs: ['get'] },
];
