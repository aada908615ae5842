import { isOrderedFor, type Orders } from '../orders.js';
import type { Action } from '../actions.js';
import { isTerminating, type PersistentVolumeClaim, type Pod } from '../workloads.js';
import { advanceClaims, releaseClaims } from './advance-claims.js';
import { advancePod } from './advance-pod.js';
import { endPods } from './end-pods.js';
import { holdPods } from './hold-pods.js';
import type { PodHealth } from './pod-status.js';

export interface NodesView {
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly failures: Orders<'stuck-termination' | 'pvc-resize' | 'offline-resize'>;
  readonly health: (pod: Pod) => PodHealth;
  readonly now: Date;
}

/** What happens next to pods and volumes by nodes and storage alone, whoever made them. Pure. */
export function advanceNodes(view: NodesView): Action[] {
  const { pods, claims, failures, health, now } = view;
  const isLost = (pod: Pod): boolean => isOrderedFor(failures, 'stuck-termination', pod.metadata.name);
  return [
    ...holdPods(pods, isLost),
    ...endPods(pods),
    ...releaseClaims(claims, pods),
    ...advanceClaims(view),
    ...pods
      .filter((pod) => !isTerminating(pod) && isRunnable(pod, claims))
      .flatMap((pod) => advancePod(pod, health(pod), now)),
  ];
}

const isRunnable = (pod: Pod, claims: readonly PersistentVolumeClaim[]): boolean =>
  hasAllClaims(pod, claims, ({ status }) => status?.phase === 'Bound');

const claimNamesOf = ({ spec }: Pick<Pod, 'spec'>): string[] =>
  (spec.volumes ?? []).flatMap(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName ?? []);

/** Whether there is a claim for every volume of the pod that needs one, and it is fit for what is to be done. */
export const hasAllClaims = (
  pod: Pick<Pod, 'spec'>,
  claims: readonly PersistentVolumeClaim[],
  isFit: (claim: PersistentVolumeClaim) => boolean,
): boolean => claimNamesOf(pod).every((name) => claims.some((claim) => claim.metadata.name === name && isFit(claim)));
