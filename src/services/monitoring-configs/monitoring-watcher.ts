import type { Informer } from '../../kube/informer/index.js';
import type { MonitoringConfig } from '../../resources/monitoring-config/index.js';
import { ResourceWatcher } from '../reading/resource-watcher.js';
import type { MonitoringAccess } from './monitoring-access.js';
import { MONITORING_LIST, type MonitoringFilter } from './monitoring-list.js';

/** Changes of MonitoringConfigs. */
export class MonitoringWatcher extends ResourceWatcher<MonitoringConfig, MonitoringFilter> {
  constructor(informer: Informer<MonitoringConfig>, access: MonitoringAccess) {
    super(informer, access, MONITORING_LIST);
  }
}
