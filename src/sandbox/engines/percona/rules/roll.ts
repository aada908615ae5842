import { POD } from '../../../../kube/meta/index.js';
import { remove } from '../../mechanics/actions.js';
import { isAtRevision } from '../../mechanics/stateful-sets/stateful-set.js';
import { isPodReady, isTerminating, type Pod } from '../../mechanics/workloads.js';
import type { ComponentView } from '../component.js';
import { waitFor, type Rule, type Step } from '../step.js';
import type { ClusterView } from '../view.js';

/** How one operator replaces pods, where the other does it otherwise. */
export interface RollingWays {
  /** Components whose pods the operator replaces itself, in its order. */
  readonly inOrder: (view: ClusterView) => readonly ComponentView[];
  /** The pod that goes last, since clients write to it. */
  readonly leaderOf: (view: ClusterView, component: ComponentView) => Pod | undefined;
  /** Why it does not begin, or go on, just now. */
  readonly obstacle: (view: ClusterView, component: ComponentView) => string | undefined;
  /** What it says of a pod that it has replaced and that does not come up; absent while it may still come. */
  readonly trouble: (pod: Pod) => string | undefined;
}

/** Brings pods to the newest template one at a time, readers from the highest number, the leader last. */
export const rollOut =
  (ways: RollingWays): Rule =>
  (view) => {
    if (view.cluster.spec.pause) return undefined;
    const component = ways.inOrder(view).find((each) => each.isRolledByOperator && stalePods(each).length > 0);
    if (!component) return undefined;
    const why = ways.obstacle(view, component);
    if (why !== undefined) return waitFor(why);
    return isShort(component) ? waitFor('a pod is to come again') : replaceNext(view, component, ways);
  };

const isShort = ({ pods, set }: ComponentView): boolean => pods.length < (set?.spec.replicas ?? 0);

function replaceNext(view: ClusterView, component: ComponentView, ways: RollingWays): Step | undefined {
  const leader = ways.leaderOf(view, component);
  const queue = [...component.pods].reverse().filter((pod) => pod !== leader);
  for (const pod of leader ? [...queue, leader] : queue) {
    const step = replace(component, pod, ways.trouble);
    if (step) return step;
  }
  return undefined;
}

/** Judged by what the set's controller has said last, as the operators do. */
export const stalePods = ({ set, pods }: ComponentView): Pod[] =>
  pods.filter((pod) => set?.status?.updateRevision !== undefined && !isAtRevision(pod, set.status.updateRevision));

/** Undefined when the pod is as it should be: the next one's turn. */
function replace({ set }: ComponentView, pod: Pod, trouble: RollingWays['trouble']): Step | undefined {
  if (isTerminating(pod)) return waitFor(`pod ${pod.metadata.name} is going`);
  if (!isAtRevision(pod, set?.status?.updateRevision))
    return { because: `pod ${pod.metadata.name} is out of date`, actions: [remove(POD, pod)] };
  if (isPodReady(pod)) return undefined;
  const error = trouble(pod);
  return error === undefined ? waitFor(`pod ${pod.metadata.name} is starting`) : { because: error, error };
}
