import { DATABASE_CLUSTER } from '../../resources/database-cluster/index.js';
import type { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { ResourceAccess } from '../auth/resource-access.js';

/** The rights that clusters ask for. */
export class ClusterAccess extends ResourceAccess {
  constructor(authorizer: SubjectAccessAuthorizer) {
    super(authorizer, DATABASE_CLUSTER);
  }
}
