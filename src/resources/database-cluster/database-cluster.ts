import type { KubeObject, ResourceType } from '../../kube/meta/index.js';
import type { DatabaseClusterSpec } from './spec.js';
import type { DatabaseClusterStatus } from './status.js';

export const DATABASE_CLUSTER: ResourceType = {
  group: 'dbaas.io',
  version: 'v1alpha1',
  kind: 'DatabaseCluster',
  plural: 'databaseclusters',
  namespaced: true,
};

export interface DatabaseCluster extends KubeObject {
  spec: DatabaseClusterSpec;
  status?: DatabaseClusterStatus;
}
