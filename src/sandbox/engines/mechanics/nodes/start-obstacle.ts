import type { Orders } from '../orders.js';
import type { Pod } from '../workloads.js';
import type { PodHealth } from './pod-status.js';

const hasStarted = (pod: Pod): boolean => pod.status?.phase === 'Running';

/** What a person ordered to keep pods from starting; it does not stop one that runs. */
export function obstacleToStart(
  orders: Orders<'unschedulable' | 'image-pull'>,
  pod: Pod,
): Extract<PodHealth, 'unschedulable' | 'image-pull'> | undefined {
  if (hasStarted(pod)) return undefined;
  if (orders.has('unschedulable')) return 'unschedulable';
  return cannotPull(orders, pod) ? 'image-pull' : undefined;
}

/** `image-pull:17.9` speaks only of images that contain that text, so that putting the old one back is a way out. */
function cannotPull(orders: Orders<'unschedulable' | 'image-pull'>, { spec }: Pod): boolean {
  if (!orders.has('image-pull')) return false;
  return spec.containers.some(({ image }) => image.includes(orders.get('image-pull') ?? ''));
}
