import { POD } from '../../../../kube/meta/index.js';
import { canonicalJson } from '../../../../kube/writes/stable-hash.js';
import { advancePod } from '../../mechanics/nodes/advance-pod.js';
import { cannotStartWith, settingsAtStart } from '../postgres-parameters.js';
import type { ClusterView, Instance } from '../reconcile/cluster-view.js';
import { patch } from '../../mechanics/actions.js';
import type { Action } from '../reconcile/step.js';
import { SANDBOX_ANNOTATION } from '../well-known.js';
import { isTerminating, type Pod } from '../../mechanics/workloads.js';
import { podHealth, startSettings } from './pod-health.js';

type RunningInstance = Instance & { readonly pod: Pod };

const hasPod = (instance: Instance): instance is RunningInstance =>
  instance.pod !== undefined && !isTerminating(instance.pod);

/** Every pod that is there and stays. */
export function advancePods(view: ClusterView): Action[] {
  return view.instances.filter(hasPod).flatMap((instance) => advanceInstance(view, instance));
}

function advanceInstance(view: ClusterView, instance: RunningInstance): Action[] {
  const { pod } = instance;
  // A start that failed is tried again with the settings of the day.
  const settings = settingsAtStart(view.cluster.spec.postgresql);
  if (cannotStartWith(startSettings(pod)) && !cannotStartWith(settings)) return [adoptSettings(pod, settings)];
  return advancePod(pod, podHealth(view, instance), view.now);
}

const adoptSettings = (pod: Pod, settings: Record<string, string>): Action =>
  patch(POD, pod, { metadata: { annotations: { [SANDBOX_ANNOTATION.startedWith]: canonicalJson(settings) } } });
