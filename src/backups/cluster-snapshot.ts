import type { DatabaseCluster, DatabaseClusterSpec } from '../resources/database-cluster/index.js';

/** What it takes to make a database again from its backup. It holds no secrets: a specification only names them. */
export interface ClusterSnapshot {
  readonly labels?: Readonly<Record<string, string>>;
  /** Without where its own data came from. */
  readonly spec: Omit<DatabaseClusterSpec, 'dataSource'>;
}

export function snapshotOf({ metadata: { labels }, spec }: DatabaseCluster): ClusterSnapshot {
  const { dataSource: _, ...rest } = spec;
  return { ...(labels && { labels }), spec: rest };
}
