import { POD } from '../../../../../kube/meta/index.js';
import { ANNOTATION, PHASE } from '../../well-known.js';
import { isTerminating, type Pod } from '../../../mechanics/workloads.js';
import { isHibernating, type ClusterView } from '../cluster-view.js';
import { remove } from '../../../mechanics/actions.js';
import type { Rule, Step } from '../step.js';

/** Pods go, primary first, volumes stay, and the phase goes on saying healthy. */
export const hibernate: Rule = (view) => {
  if (!isHibernating(view) || view.cluster.status?.phase !== PHASE.healthy) return undefined;
  const { pods } = view;
  if (pods.length === 0) return hibernation('True', 'Hibernated', 'Cluster has been hibernated');
  const primary = pods.find(({ metadata }) => metadata.name === view.cluster.status?.currentPrimary);
  if (primary && !isTerminating(primary)) return deletePods([primary]);
  const rest = pods.filter((pod) => !isTerminating(pod));
  return rest.length > 0 ? deletePods(rest) : hibernation('False', 'WaitingPodsDeletion', 'Waiting for the pods to go');
};

const deletePods = (pods: readonly Pod[]): Step => ({
  ...hibernation('False', 'DeletingPods', 'Hibernation is in progress'),
  actions: pods.map((pod) => remove(POD, pod)),
});

const hibernation = (status: 'True' | 'False', reason: string, message: string): Step => ({
  because: message,
  hibernation: { type: ANNOTATION.hibernation, status, reason, message },
});

/** What the condition says while the cluster is too unwell to be put to sleep. */
export function waitingForHealthy(view: ClusterView): Step['hibernation'] {
  if (!isHibernating(view)) return undefined;
  return hibernation('False', 'WaitingForHealthy', 'Hibernation begins when the cluster is healthy').hibernation;
}
