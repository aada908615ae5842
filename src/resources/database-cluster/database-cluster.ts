import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import { Kind, ObjectField } from '../declare/index.js';
import { ApiObject } from '../shared/api-object.js';
import { NAME_RULES } from '../shared/name-rules.js';
import { CLUSTER_COLUMNS } from './columns.js';
import { DatabaseClusterSpec } from './spec.js';
import { DatabaseClusterStatus } from './status.js';

export const DATABASE_CLUSTER: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'DatabaseCluster',
  plural: 'databaseclusters',
  namespaced: true,
};

@Kind({
  type: DATABASE_CLUSTER,
  description: 'A database: what a team wants in `spec`, what is in `status`.',
  shortNames: ['dbc'],
  categories: ['dbaas'],
  columns: CLUSTER_COLUMNS,
  globalId: true,
  scale: { specReplicasPath: '.spec.clusterSize', statusReplicasPath: '.status.size' },
  rules: NAME_RULES,
})
export class DatabaseCluster extends ApiObject implements KubeObject {
  @ObjectField(() => DatabaseClusterSpec, { description: 'What is wanted.' })
  spec!: DatabaseClusterSpec;

  @ObjectField(() => DatabaseClusterStatus, { description: 'What is, as last observed.', optional: true })
  status?: DatabaseClusterStatus;
}
