import { POD } from '../../../../kube/meta/index.js';
import { patch, type Action } from '../actions.js';
import type { Pod } from '../workloads.js';

/** Keeps a deleted pod, as a node does that is lost. */
export const LOST_NODE_FINALIZER = 'sandbox.dbaas.io/lost-node';

/**
 * Pods on a node that is lost: deleted, they stay Terminating, for no kubelet says that their containers have stopped.
 * A finalizer plays the node, as no API server here waits for one.
 */
export const holdPods = (pods: readonly Pod[], isLost: (pod: Pod) => boolean): Action[] => [
  ...pods
    .filter((pod) => isLost(pod) && !isHeld(pod))
    .map((pod) => setFinalizers(pod, [...finalizersOf(pod), LOST_NODE_FINALIZER])),
  ...releasePods(pods, (pod) => !isLost(pod)),
];

/** Lets go of pods that nothing holds any more: an order that was withdrawn, a database that is gone. */
export const releasePods = (pods: readonly Pod[], isFree: (pod: Pod) => boolean): Action[] =>
  pods.filter((pod) => isHeld(pod) && isFree(pod)).map(letGo);

export const isHeld = (pod: Pod): boolean => finalizersOf(pod).includes(LOST_NODE_FINALIZER);

const finalizersOf = ({ metadata }: Pod): string[] => metadata.finalizers ?? [];

const letGo = (pod: Pod): Action =>
  setFinalizers(
    pod,
    finalizersOf(pod).filter((finalizer) => finalizer !== LOST_NODE_FINALIZER),
  );

const setFinalizers = (pod: Pod, finalizers: string[]): Action => patch(POD, pod, { metadata: { finalizers } });
