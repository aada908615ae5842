import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import type { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { ResourceAccess } from '../auth/resource-access.js';

/** The rights that backups ask for. */
export class BackupAccess extends ResourceAccess {
  constructor(authorizer: SubjectAccessAuthorizer) {
    super(authorizer, DATABASE_BACKUP);
  }
}
