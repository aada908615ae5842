import { POD } from '../../../../kube/meta/index.js';
import { createMergePatch } from '../../../../kube/writes/merge-patch.js';
import { create, patchStatus, remove, type Action } from '../../mechanics/actions.js';
import { advanceNodes, hasAllClaims } from '../../mechanics/nodes/advance-nodes.js';
import { podHealth } from '../../mechanics/nodes/pod-health.js';
import { isOwnedBy, ownerOf } from '../../mechanics/ownership.js';
import { isPodReady, isTerminating, type PersistentVolumeClaim, type Pod } from '../../mechanics/workloads.js';
import type { Failures } from '../failures.js';
import type { PodSet } from '../kafka.js';
import { POD_SET } from '../kinds.js';
import { ANNOTATION } from '../well-known.js';

export interface PodSetView {
  /** Absent when it is gone and its pods and volumes are still going. */
  readonly podSet: PodSet | undefined;
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
  readonly failures: Failures;
  readonly now: Date;
}

/** What happens next to the pods and volumes of a pool without the operator of Kafka. Pure. */
export function advancePodSet(view: PodSetView): Action[] {
  const { podSet, failures } = view;
  return [
    ...advanceNodes({ ...view, health: (pod) => podHealth(failures, pod) }),
    ...(podSet && !isTerminating(podSet) ? [...syncPods(podSet, view), ...reportStatus(podSet, view.pods)] : []),
  ];
}

/** Pods that are missing are made from the PodSet, whatever became of the operator; pods that it does not list are ended. */
function syncPods(podSet: PodSet, { pods, claims }: PodSetView): Action[] {
  const wanted = new Set(podSet.spec.pods.map(({ metadata }) => metadata.name));
  const existing = new Set(pods.map(({ metadata }) => metadata.name));
  return [
    ...podSet.spec.pods
      .filter((pod) => !existing.has(pod.metadata.name))
      // On a volume that is on its way out, a new pod would keep it from going for ever.
      .filter((pod) => hasAllClaims(pod, claims, (claim) => !isTerminating(claim)))
      .map((pod) => create(POD, { ...pod, metadata: { ...pod.metadata, ownerReferences: [ownerOf(podSet)] } })),
    ...pods
      .filter((pod) => isOwnedBy(pod.metadata, podSet) && !wanted.has(pod.metadata.name) && !isTerminating(pod))
      .map((pod) => remove(POD, pod)),
  ];
}

function reportStatus(podSet: PodSet, pods: readonly Pod[]): Action[] {
  const members = podSet.spec.pods.flatMap((wanted) => {
    const pod = pods.find(({ metadata }) => metadata.name === wanted.metadata.name);
    return pod ? [{ pod, wanted }] : [];
  });
  const status = {
    observedGeneration: podSet.metadata.generation,
    pods: podSet.spec.pods.length,
    readyPods: members.filter(({ pod }) => isPodReady(pod)).length,
    currentPods: members.filter(({ pod, wanted }) => revisionOf(pod) === revisionOf(wanted)).length,
  };
  return createMergePatch(podSet.status ?? {}, status) === undefined ? [] : [patchStatus(POD_SET, podSet, status)];
}

const revisionOf = ({ metadata }: Pod): string | undefined => metadata.annotations?.[ANNOTATION.revision];
