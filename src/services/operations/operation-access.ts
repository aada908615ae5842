import { OPS_REQUEST } from '../../resources/ops-request/index.js';
import type { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { ResourceAccess } from '../auth/resource-access.js';

/** The rights that operations ask for. */
export class OperationAccess extends ResourceAccess {
  constructor(authorizer: SubjectAccessAuthorizer) {
    super(authorizer, OPS_REQUEST);
  }
}
