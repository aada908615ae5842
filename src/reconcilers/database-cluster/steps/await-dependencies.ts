import { reasonOf } from '../../../domain/errors.js';
import { NOT_APPLIED, type ClusterRun, type Step } from '../cluster-run.js';

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
  const requeue = run.provider.preReconcileHook(run.cluster, { engine: run.engine, observed: run.observed });
  if (!requeue) return 'continue';
  run.synced = NOT_APPLIED;
  run.blockage = {
    reason: requeue.reason,
    message: requeue.message,
    phase: nothingMadeYet(run) ? 'Pending' : undefined,
  };
  run.requeueAfterMs = requeue.afterMs;
  return 'stop';
};

function nothingMadeYet({ observed, provider, cluster }: ClusterRun): boolean {
  return observed.get(provider.upstream, cluster.metadata.name) === undefined;
}
