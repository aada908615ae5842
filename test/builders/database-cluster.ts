import type { DatabaseCluster, DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import { DATABASE_CLUSTER } from '../../src/resources/database-cluster/index.js';
import { apiVersionOf } from '../../src/kube/meta/index.js';

export const CLUSTER_UID = '0b0e4a1e-5f1c-4c52-9d53-0d6c1ad0a001';

/** The cluster `orders` of `team-a`, three members of PostgreSQL 17, with the changes under test. */
export function aDatabaseCluster(
  spec: Partial<DatabaseClusterSpec> = {},
  changes: Partial<DatabaseCluster> = {},
): DatabaseCluster {
  return {
    apiVersion: apiVersionOf(DATABASE_CLUSTER),
    kind: DATABASE_CLUSTER.kind,
    metadata: { name: 'orders', namespace: 'team-a', uid: CLUSTER_UID, generation: 1 },
    spec: { engine: 'postgresql', version: '17', clusterSize: 3, storage: { size: '10Gi' }, ...spec },
    ...changes,
  };
}

/** The same cluster once it has been whole. */
export function aClusterThatRan(
  spec: Partial<DatabaseClusterSpec> = {},
  status: DatabaseCluster['status'] = {},
): DatabaseCluster {
  const incarnation = { number: 1, firstRunningAt: '2026-01-01T00:00:00Z' };
  return aDatabaseCluster(spec, { status: { phase: 'Running', version: '17.6', incarnation, ...status } });
}
