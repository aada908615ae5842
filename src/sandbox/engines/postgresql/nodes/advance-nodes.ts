import type { ClusterView } from '../reconcile/cluster-view.js';
import type { Action } from '../reconcile/step.js';
import { advanceClaims } from '../../mechanics/nodes/advance-claims.js';
import { advanceJobs } from './advance-jobs.js';
import { advancePods } from './advance-pods.js';
import { advanceServices } from '../../mechanics/nodes/advance-services.js';
import { holdPods } from './hold-pods.js';

/**
 * What everything but the operator would do next in a real cluster: storage, kubelets, the job controller, the cloud.
 * The sandbox has none of them, so the stand-in moves what belongs to its clusters.
 */
export function advanceNodes(view: ClusterView): Action[] {
  return [
    ...advanceClaims(view),
    ...advanceJobs(view),
    ...holdPods(view),
    ...advancePods(view),
    ...advanceServices(view.services, view.failures),
  ];
}
