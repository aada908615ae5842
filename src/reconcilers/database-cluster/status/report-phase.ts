import type { EventRecorder } from '../../../kube/events/index.js';
import { findCondition } from '../../../kube/meta/index.js';
import type {
  ClusterPhase,
  DatabaseCluster,
  DatabaseClusterStatus,
} from '../../../resources/database-cluster/index.js';

const ALARMING: readonly ClusterPhase[] = ['Failed', 'Degraded'];

/** One event each time a cluster enters a phase or its spec is refused: `kubectl describe` reads as its history. */
export function reportPhase(events: EventRecorder, cluster: DatabaseCluster, next: DatabaseClusterStatus): void {
  const { phase, message = '' } = next;
  const refusal = newRefusal(cluster.status, next);
  if (refusal) events.warning(cluster, refusal.reason, refusal.message);
  if (!phase || phase === cluster.status?.phase || refusal) return;
  if (ALARMING.includes(phase)) events.warning(cluster, phase, message);
  else events.normal(cluster, phase, message);
}

/** The spec as it is now cannot be carried out, and nobody was told so yet. */
function newRefusal(
  before: DatabaseClusterStatus | undefined,
  after: DatabaseClusterStatus,
): { reason: string; message: string } | undefined {
  const valid = findCondition(after.conditions, 'SpecValid');
  if (valid?.status !== 'False') return undefined;
  return findCondition(before?.conditions, 'SpecValid')?.message === valid.message ? undefined : valid;
}
