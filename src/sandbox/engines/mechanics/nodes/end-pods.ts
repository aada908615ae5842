import { POD } from '../../../../kube/meta/index.js';
import type { Action } from '../actions.js';
import { isTerminating, type Pod } from '../workloads.js';
import { isHeld } from './hold-pods.js';

/**
 * What a kubelet does when the containers of a deleted pod have stopped: a real API server keeps the pod until then.
 * Needed even when the database of the pod is gone.
 */
export const endPods = (pods: readonly Pod[]): Action[] =>
  pods
    .filter((pod) => isTerminating(pod) && !isHeld(pod))
    .map((pod) => ({ do: 'delete', type: POD, object: pod, gracePeriodSeconds: 0 }));
