import { formatTime } from '../../../kube/meta/index.js';
import { isTerminating, type CoreCondition, type Pod } from '../mechanics/workloads.js';
import type { Condition, PerconaCluster, State } from './cluster.js';
import type { ComponentView } from './component.js';
import { ordinalsLeaving, readyPods } from './replicas.js';
import type { ClusterView } from './view.js';

/** What both operators tell of one group of pods. */
export interface GroupStatus {
  size: number;
  ready: number;
  status: State;
  message?: string;
}

/** `ready` are the pods that count as such: one of the operators has stricter rules than Kubernetes. */
export function foldGroup(
  { cluster }: ClusterView,
  component: ComponentView,
  ready = readyPods(component).length,
): GroupStatus {
  const message = component.pods.map(troubleOf).join('');
  const status = stateOf(cluster, component, ready);
  return { size: component.size, ready, status, ...(message ? { message } : {}) };
}

function stateOf({ spec, metadata }: PerconaCluster, component: ComponentView, ready: number): State {
  const { size, pods } = component;
  if (spec.pause) return pods.length > 0 ? 'stopping' : 'paused';
  if (metadata.deletionTimestamp && pods.length > 0) return 'stopping';
  return ready === size && ordinalsLeaving(component).length === 0 ? 'ready' : 'initializing';
}

/** In the words of whoever keeps the pod from being ready. Minutes of patience pass in one step. */
function troubleOf(pod: Pod): string {
  if (isTerminating(pod)) return '';
  const unscheduled = pod.status?.conditions?.find(isUnschedulable);
  if (unscheduled) return `${unscheduled.message}; `;
  return (pod.status?.containerStatuses ?? [])
    .map(({ name, state }) => ({ name, message: (state['waiting'] as { message?: string } | undefined)?.message }))
    .filter(({ message }) => message !== undefined)
    .map(({ name, message }) => `${name}: ${message}; `)
    .join('');
}

const isUnschedulable = ({ type, reason }: CoreCondition): boolean =>
  type === 'PodScheduled' && reason === 'Unschedulable';

export const findUnschedulable = ({ pods }: ComponentView): CoreCondition | undefined =>
  pods.flatMap(({ status }) => status?.conditions ?? []).find(isUnschedulable);

/** Why the container waits, as Kubernetes names it: CrashLoopBackOff, ImagePullBackOff. */
export const waitingReason = ({ status }: Pod): string | undefined =>
  status?.containerStatuses
    ?.map(({ state }) => (state['waiting'] as { reason?: string } | undefined)?.reason)
    .find((reason) => reason !== undefined);

/** Whether Kubernetes says that pods are of an older template than they should be. */
export const isMidUpdate = ({ set }: ComponentView): boolean =>
  (set?.status?.updatedReplicas ?? 0) < (set?.status?.replicas ?? 0);

export const conditionAt = (now: Date, condition: Omit<Condition, 'lastTransitionTime'>): Condition => ({
  ...condition,
  lastTransitionTime: formatTime(now),
});
