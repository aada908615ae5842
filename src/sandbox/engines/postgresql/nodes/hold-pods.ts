import { holdPods as hold, releasePods as release } from '../../mechanics/nodes/hold-pods.js';
import { isOwnedBy } from '../../mechanics/ownership.js';
import type { Cluster } from '../cluster.js';
import { isOrderedFor } from '../../mechanics/orders.js';
import { isHibernating, type ClusterView } from '../reconcile/cluster-view.js';
import type { Action } from '../reconcile/step.js';
import type { Pod } from '../../mechanics/workloads.js';

export const holdPods = (view: ClusterView): Action[] => hold(view.pods, (pod) => isOnLostNode(view, pod));

function isOnLostNode(view: ClusterView, { metadata }: Pod): boolean {
  const { failures, cluster } = view;
  if (cluster.metadata.deletionTimestamp) return false;
  if (isOrderedFor(failures, 'stuck-termination', metadata.name)) return true;
  return isHibernating(view) && isOrderedFor(failures, 'stuck-hibernation', metadata.name);
}

/** Pods whose Cluster is gone, and its orders with it. */
export const releasePods = (pods: readonly Pod[], cluster: Cluster | undefined): Action[] =>
  release(pods, (pod) => !(cluster && isOwnedBy(pod.metadata, cluster)));
