import { isDeepStrictEqual } from 'node:util';
import { POD } from '../../../../kube/meta/index.js';
import { patchStatus, type Action } from '../actions.js';
import type { Pod } from '../workloads.js';
import { podStatus, type PodHealth } from './pod-status.js';

/** A pod as a kubelet moves it: one patch of the status when the health changed, none otherwise. */
export function advancePod(pod: Pod, health: PodHealth, now: Date): Action[] {
  const wanted = podStatus(pod, health, now);
  return isSameStatus(pod, wanted) ? [] : [patchStatus(POD, pod, wanted)];
}

function isSameStatus({ status = {} }: Pod, wanted: NonNullable<Pod['status']>): boolean {
  return Object.entries(wanted).every(([field, value]) => isDeepStrictEqual(status[field], value));
}
