import type { Cluster, ClusterSpec, ClusterStatus } from '../../src/sandbox/engines/postgresql/cluster.js';
import { withDefaults } from '../../src/sandbox/engines/postgresql/webhook/defaults.js';

export interface ClusterOverrides {
  readonly name?: string;
  readonly annotations?: Record<string, string>;
  readonly spec?: Partial<ClusterSpec>;
  readonly status?: ClusterStatus;
}

/** A CloudNativePG Cluster as a user sends it: valid, small, PostgreSQL 17. */
export function aSubmittedCluster({ name = 'orders', annotations, spec, status }: ClusterOverrides = {}): Cluster {
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: {
      name,
      namespace: 'team-a',
      uid: `5eed0000-0000-4000-8000-00000000000${name.length % 10}`,
      ...(annotations ? { annotations } : {}),
    },
    spec: {
      instances: 1,
      imageName: 'ghcr.io/cloudnative-pg/postgresql:17.6-system-trixie',
      storage: { size: '1Gi' },
      ...spec,
    },
    ...(status ? { status } : {}),
  };
}

/** The same, as the mutating webhook stores it. */
export const aStoredCluster = (overrides?: ClusterOverrides): Cluster => withDefaults(aSubmittedCluster(overrides));
