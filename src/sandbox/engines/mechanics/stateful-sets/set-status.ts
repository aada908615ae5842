import { STATEFUL_SET } from '../../../../kube/meta/index.js';
import { createMergePatch } from '../../../../kube/writes/merge-patch.js';
import { patchStatus, type Action } from '../actions.js';
import { isPodReady, isTerminating, type Pod } from '../workloads.js';
import { isAtRevision, membersOf, revisionOf, type StatefulSet, type StatefulSetStatus } from './stateful-set.js';

/** What the controller tells of a set, where that differs from what it has told. */
export function reportSet(set: StatefulSet, pods: readonly Pod[]): Action[] {
  const status = foldSetStatus(set, pods);
  return createMergePatch(set.status ?? {}, status) === undefined
    ? []
    : [patchStatus(STATEFUL_SET, set, { ...status })];
}

function foldSetStatus(set: StatefulSet, pods: readonly Pod[]): StatefulSetStatus {
  const members = membersOf(set, pods).map(({ pod }) => pod);
  const staying = members.filter((pod) => !isTerminating(pod));
  const updateRevision = revisionOf(set);
  const updatedReplicas = staying.filter((pod) => isAtRevision(pod, updateRevision)).length;
  const readyReplicas = members.filter(isPodReady).length;
  const wanted = set.spec.replicas ?? 1;
  // As Kubernetes has it: of a set whose pods are replaced by hand, the current revision stays the first.
  const isRolledOut = !isOnDelete(set) && updatedReplicas === wanted && readyReplicas === wanted;
  const currentRevision = isRolledOut ? updateRevision : (set.status?.currentRevision ?? updateRevision);
  return {
    observedGeneration: set.metadata.generation,
    replicas: members.length,
    readyReplicas,
    availableReplicas: readyReplicas,
    currentReplicas: staying.filter((pod) => isAtRevision(pod, currentRevision)).length,
    updatedReplicas,
    currentRevision,
    updateRevision,
  };
}

const isOnDelete = ({ spec }: StatefulSet): boolean => spec.updateStrategy?.type === 'OnDelete';
