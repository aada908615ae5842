import { reasonOf } from '../../../domain/errors.js';
import type { ClusterPhase } from '../../../resources/database-cluster/index.js';
import { NOT_APPLIED, upstreamOf, type ClusterRun, type Step } from '../cluster-run.js';

/** The engine's operator may be absent, arrive later or be removed: its CRDs wake us, nothing polls. */
export const awaitOperator: Step = (run) => {
  const { provider, observed, cluster } = run;
  if (observed.serves(provider.upstream)) return 'continue';
  run.synced = NOT_APPLIED;
  run.blockage = {
    reason: reasonOf('operator_not_installed'),
    message: `The operator ${provider.operator.name} is not installed in this Kubernetes cluster; the database waits for it.`,
    phase: cluster.status?.incarnation?.firstRunningAt ? 'Failed' : 'Pending',
  };
  return 'stop';
};

/** What the engine itself wants to see first: no left-over volumes of this name, for one. */
export const runPreReconcileHook: Step = (run) => {
  const requeue = run.provider.preReconcileHook(run.cluster, {
    engine: run.engine,
    observed: run.observed,
    isRebirth: run.rebirth !== undefined,
  });
  if (!requeue) return 'continue';
  run.synced = NOT_APPLIED;
  run.blockage = {
    reason: requeue.reason,
    message: requeue.message,
    phase: phaseBeforeBirth(run),
  };
  run.requeueAfterMs = requeue.afterMs;
  return 'stop';
};

/** undefined once there is something that can be observed. */
function phaseBeforeBirth(run: ClusterRun): ClusterPhase | undefined {
  if (upstreamOf(run)) return undefined;
  return run.rebirth ? 'Restoring' : 'Pending';
}
