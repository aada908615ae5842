import { isDeepStrictEqual } from 'node:util';
import { POD } from '../../../../kube/meta/index.js';
import { canonicalJson } from '../../../../kube/writes/stable-hash.js';
import { cannotStartWith, settingsAtStart } from '../postgres-parameters.js';
import type { ClusterView, Instance } from '../reconcile/cluster-view.js';
import { patch, patchStatus, type Action } from '../reconcile/step.js';
import { SANDBOX_ANNOTATION } from '../well-known.js';
import { isTerminating, type Pod } from '../workloads.js';
import { podHealth, startSettings } from './pod-health.js';
import { podStatus } from './pod-status.js';

type RunningInstance = Instance & { readonly pod: Pod };

const hasPod = (instance: Instance): instance is RunningInstance =>
  instance.pod !== undefined && !isTerminating(instance.pod);

/** Pods as a kubelet moves them: one patch of the status when the health changed, none otherwise. */
export function advancePods(view: ClusterView): Action[] {
  return view.instances.filter(hasPod).flatMap((instance) => advancePod(view, instance));
}

function advancePod(view: ClusterView, instance: RunningInstance): Action[] {
  const { pod } = instance;
  // A start that failed is tried again with the settings of the day.
  const settings = settingsAtStart(view.cluster.spec.postgresql);
  if (cannotStartWith(startSettings(pod)) && !cannotStartWith(settings)) return [adoptSettings(pod, settings)];
  const wanted = podStatus(pod, podHealth(view, instance), view.now);
  return isSameStatus(pod, wanted) ? [] : [patchStatus(POD, pod, wanted)];
}

const adoptSettings = (pod: Pod, settings: Record<string, string>): Action =>
  patch(POD, pod, { metadata: { annotations: { [SANDBOX_ANNOTATION.startedWith]: canonicalJson(settings) } } });

function isSameStatus({ status = {} }: Pod, wanted: NonNullable<Pod['status']>): boolean {
  return Object.entries(wanted).every(([field, value]) => isDeepStrictEqual(status[field], value));
}
