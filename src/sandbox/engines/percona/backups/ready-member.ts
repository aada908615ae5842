import { isPodReady, type Pod } from '../../mechanics/workloads.js';
import { LABEL } from '../well-known.js';

/** Whether a pod of the component that holds the data answers. */
export const hasReadyMember = (pods: readonly Pod[], component: string): boolean =>
  pods.some((pod) => pod.metadata.labels?.[LABEL.component] === component && isPodReady(pod));
