import type { FactoryProvider } from '@nestjs/common';
import { ClusterCaches } from '../../caches/index.js';
import { KubeRuntime } from '../../kube/kube-runtime.js';
import { MONITORING_CONFIG } from '../../resources/monitoring-config/index.js';
import { SETTINGS_RULES } from '../audit/audit-rules.js';
import { auditedProvider } from '../audit/audited-provider.js';
import { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import { MonitoringAccess } from './monitoring-access.js';
import { MonitoringReader } from './monitoring-reader.js';
import { MonitoringWatcher } from './monitoring-watcher.js';
import { MonitoringWriter } from './monitoring-writer.js';

const access = {
  provide: MonitoringAccess,
  useFactory: (authorizer: SubjectAccessAuthorizer): MonitoringAccess => new MonitoringAccess(authorizer),
  inject: [SubjectAccessAuthorizer],
};

const reader = {
  provide: MonitoringReader,
  useFactory: ({ monitoringConfigs }: ClusterCaches, rights: MonitoringAccess): MonitoringReader =>
    new MonitoringReader(monitoringConfigs, rights),
  inject: [ClusterCaches, MonitoringAccess],
};

const watcher = {
  provide: MonitoringWatcher,
  useFactory: ({ monitoringConfigs }: ClusterCaches, rights: MonitoringAccess): MonitoringWatcher =>
    new MonitoringWatcher(monitoringConfigs, rights),
  inject: [ClusterCaches, MonitoringAccess],
};

const writer = {
  provide: MonitoringWriter,
  useFactory: ({ client }: KubeRuntime, caches: ClusterCaches, rights: MonitoringAccess): MonitoringWriter =>
    new MonitoringWriter(client, caches, rights),
  inject: [KubeRuntime, ClusterCaches, MonitoringAccess],
};

/** What the API calls. */
export const MONITORING_USE_CASES: FactoryProvider[] = [
  reader,
  watcher,
  auditedProvider(writer, MONITORING_CONFIG.plural, SETTINGS_RULES),
];
/** What only these use. */
export const MONITORING_PARTS: FactoryProvider[] = [access];
