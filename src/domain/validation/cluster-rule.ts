import type { FieldError } from '../../kube/schema/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { DatabaseEngine, EngineCapabilities } from '../../resources/database-engine/index.js';

export interface ClusterRuleContext {
  readonly engine: DatabaseEngine;
  readonly capabilities: EngineCapabilities;
  /** What stands now: an update is judged against it. Absent on creation, and in the reconciler. */
  readonly previous?: DatabaseCluster;
}

/** One thing to check; all rules run, so that every mistake is reported at once. */
export type ClusterRule = (cluster: DatabaseCluster, context: ClusterRuleContext) => FieldError[];

/** The exact version that runs, as last observed: a rule about versions asks this, never the intent. */
export function runningVersion(cluster: DatabaseCluster, { previous }: ClusterRuleContext): string | undefined {
  return (previous ?? cluster).status?.version;
}
