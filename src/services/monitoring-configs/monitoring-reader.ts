import type { Informer } from '../../kube/informer/index.js';
import type { MonitoringConfig } from '../../resources/monitoring-config/index.js';
import { ResourceReader } from '../reading/resource-reader.js';
import type { MonitoringAccess } from './monitoring-access.js';
import { MONITORING_LIST, type MonitoringFilter } from './monitoring-list.js';

/** MonitoringConfigs from the cache, by namespace and name. */
export class MonitoringReader extends ResourceReader<MonitoringConfig, MonitoringFilter> {
  constructor(informer: Informer<MonitoringConfig>, access: MonitoringAccess) {
    super(informer, access, MONITORING_LIST);
  }
}
