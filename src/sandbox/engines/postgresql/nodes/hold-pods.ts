import { POD } from '../../../../kube/meta/index.js';
import { isOwnedBy } from '../builders/ownership.js';
import type { Cluster } from '../cluster.js';
import { isOrderedFor } from '../failures.js';
import { isHibernating, type ClusterView } from '../reconcile/cluster-view.js';
import { patch, type Action } from '../reconcile/step.js';
import { LOST_NODE_FINALIZER } from '../well-known.js';
import type { Pod } from '../workloads.js';

/**
 * Pods on a node that is lost: deleted, they stay Terminating, for no kubelet says that their containers have stopped.
 * A finalizer plays the node, as no API server here waits for one.
 */
export function holdPods(view: ClusterView): Action[] {
  const stuck = view.pods.filter((pod) => isOnLostNode(view, pod));
  return [
    ...stuck
      .filter((pod) => !isHeld(pod))
      .map((pod) => setFinalizers(pod, [...finalizersOf(pod), LOST_NODE_FINALIZER])),
    ...view.pods.filter((pod) => isHeld(pod) && !stuck.includes(pod)).map(letGo),
  ];
}

function isOnLostNode(view: ClusterView, { metadata }: Pod): boolean {
  const { failures, cluster } = view;
  if (cluster.metadata.deletionTimestamp) return false;
  if (isOrderedFor(failures, 'stuck-termination', metadata.name)) return true;
  return isHibernating(view) && isOrderedFor(failures, 'stuck-hibernation', metadata.name);
}

/** Pods whose Cluster is gone, and its orders with it. */
export const releasePods = (pods: readonly Pod[], cluster: Cluster | undefined): Action[] =>
  pods.filter((pod) => isHeld(pod) && !(cluster && isOwnedBy(pod.metadata, cluster))).map(letGo);

export const isHeld = (pod: Pod): boolean => finalizersOf(pod).includes(LOST_NODE_FINALIZER);

const finalizersOf = ({ metadata }: Pod): string[] => metadata.finalizers ?? [];

const letGo = (pod: Pod): Action =>
  setFinalizers(
    pod,
    finalizersOf(pod).filter((finalizer) => finalizer !== LOST_NODE_FINALIZER),
  );

const setFinalizers = (pod: Pod, finalizers: string[]): Action => patch(POD, pod, { metadata: { finalizers } });
