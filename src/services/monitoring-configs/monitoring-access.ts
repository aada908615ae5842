import { MONITORING_CONFIG } from '../../resources/monitoring-config/index.js';
import type { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { ResourceAccess } from '../auth/resource-access.js';

/** The rights that MonitoringConfigs ask for. */
export class MonitoringAccess extends ResourceAccess {
  constructor(authorizer: SubjectAccessAuthorizer) {
    super(authorizer, MONITORING_CONFIG);
  }
}
