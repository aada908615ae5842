import type { MonitoringConfig } from '../../resources/monitoring-config/index.js';
import type { FilterOf, ListDeclaration } from '../reading/list-declaration.js';
import { METADATA_FILTERS, METADATA_SORTS } from '../reading/metadata-fields.js';

/** How MonitoringConfigs are listed. */
export const MONITORING_LIST = {
  one: 'monitoring config',
  many: 'monitoring configs',
  filters: METADATA_FILTERS,
  sorts: METADATA_SORTS,
  defaultSort: ['namespace', 'name'],
} as const satisfies ListDeclaration<MonitoringConfig>;

export type MonitoringFilter = FilterOf<typeof MONITORING_LIST>;
