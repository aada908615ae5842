import type { EventRecorder } from '../../../kube/events/index.js';
import type {
  ClusterPhase,
  DatabaseCluster,
  DatabaseClusterStatus,
} from '../../../resources/database-cluster/index.js';

const ALARMING: readonly ClusterPhase[] = ['Failed', 'Degraded'];

/** One event each time a cluster enters a phase: `kubectl describe` reads as its history. */
export function reportPhase(events: EventRecorder, cluster: DatabaseCluster, next: DatabaseClusterStatus): void {
  const { phase, message = '' } = next;
  if (!phase || phase === cluster.status?.phase) return;
  if (ALARMING.includes(phase)) events.warning(cluster, phase, message);
  else events.normal(cluster, phase, message);
}
