import { obstacleToStart } from '../../mechanics/nodes/start-obstacle.js';
import type { PodHealth } from '../../mechanics/nodes/pod-status.js';
import { isOrderedFor } from '../../mechanics/orders.js';
import type { Pod } from '../../mechanics/workloads.js';
import type { Failures } from '../failures.js';

/** Kafka runs in the pod, ready or not: only a new start can make it fail. */
const isUp = ({ status }: Pod): boolean => status?.containerStatuses?.[0]?.started === true;

/** How a node would find the pod, by what a person ordered. */
export function podHealth(failures: Failures, pod: Pod): PodHealth {
  const { name } = pod.metadata;
  const obstacle = obstacleToStart(failures, pod);
  if (obstacle) return obstacle;
  if (isOrderedFor(failures, 'crash-on-start', name) && !isUp(pod)) return 'crash-loop';
  return isOrderedFor(failures, 'never-ready', name) ? 'not-ready' : 'ready';
}
