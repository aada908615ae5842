import { BACKUP_STORAGE } from '../../resources/backup-storage/index.js';
import type { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { ResourceAccess } from '../auth/resource-access.js';

/** The rights that storages ask for. */
export class StorageAccess extends ResourceAccess {
  constructor(authorizer: SubjectAccessAuthorizer) {
    super(authorizer, BACKUP_STORAGE);
  }
}
