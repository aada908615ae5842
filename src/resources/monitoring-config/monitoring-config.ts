import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { Kind, ObjectField } from '../declare/index.js';
import { ApiObject } from '../shared/api-object.js';
import { readyColumns } from '../shared/columns.js';
import { NAME_RULES } from '../shared/name-rules.js';
import { MonitoringConfigSpec } from './spec.js';
import { MonitoringConfigStatus } from './status.js';

export const MONITORING_CONFIG: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'MonitoringConfig',
  plural: 'monitoringconfigs',
  namespaced: true,
};

@Kind({
  type: MONITORING_CONFIG,
  description: 'How metrics of databases are collected; databases name it in `spec.monitoring.configRef`.',
  shortNames: ['mon'],
  categories: ['dbaas'],
  globalId: true,
  columns: [
    { name: 'Used By', type: 'integer', jsonPath: '.status.usedBy', description: 'Databases that name it.' },
    ...readyColumns('Databases can name it.'),
  ],
  rules: NAME_RULES,
})
export class MonitoringConfig extends ApiObject implements KubeObject {
  @ObjectField(() => MonitoringConfigSpec, { description: 'How metrics are collected.' })
  spec!: MonitoringConfigSpec;

  @ObjectField(() => MonitoringConfigStatus, {
    description: 'Whether it can be used, and by how many it is.',
    optional: true,
  })
  status?: MonitoringConfigStatus;
}
