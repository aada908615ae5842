import { isOrderedFor, type Orders } from '../orders.js';
import type { Pod } from '../workloads.js';
import type { PodHealth } from './pod-status.js';
import { obstacleToStart } from './start-obstacle.js';

/** What a person may order of pods, whatever runs in them. */
export type PodOrder = 'image-pull' | 'unschedulable' | 'crash-on-start' | 'never-ready';

/** The engine runs in the pod, ready or not: only a new start can make it fail. */
const isUp = ({ status }: Pod): boolean => status?.containerStatuses?.[0]?.started === true;

/** How a node would find the pod, by what a person ordered and, at its start, by what it was made with. */
export function podHealth(failures: Orders<PodOrder>, pod: Pod, refusesToStart = false): PodHealth {
  const { name } = pod.metadata;
  const obstacle = obstacleToStart(failures, pod);
  if (obstacle) return obstacle;
  const crashes = refusesToStart || isOrderedFor(failures, 'crash-on-start', name);
  if (crashes && !isUp(pod)) return 'crash-loop';
  return isOrderedFor(failures, 'never-ready', name) ? 'not-ready' : 'ready';
}
