import { isDeepStrictEqual } from 'node:util';
import { PERSISTENT_VOLUME_CLAIM, POD } from '../../../../kube/meta/index.js';
import { create, patch, remove, type Action } from '../actions.js';
import { ownerOf } from '../ownership.js';
import { isPodReady, isTerminating, type PersistentVolumeClaim, type Pod } from '../workloads.js';
import { buildClaims, buildMember } from './build-member.js';
import { isAtRevision, membersOf, ordinalOf, revisionOf, type StatefulSet } from './stateful-set.js';

export interface SetView {
  readonly set: StatefulSet;
  /** All that could be the set's. */
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
}

/** The controller's next move for one set; none while it waits. Pure. */
export function syncMembers(view: SetView): Action[] {
  if (isTerminating(view.set)) return [];
  const adopted = adoptOrphans(view);
  if (adopted.length > 0) return adopted;
  return view.set.spec.podManagementPolicy === 'Parallel' ? syncInParallel(view) : syncInOrder(view);
}

/** Pods that a set of the same name has left behind, as when somebody deletes a set and spares its pods. */
function adoptOrphans({ set, pods }: SetView): Action[] {
  const { matchLabels } = set.spec.selector;
  return pods
    .filter(({ metadata }) => !metadata.ownerReferences?.length && !metadata.deletionTimestamp)
    .filter(({ metadata }) => ordinalOf(set.metadata.name, metadata.name) !== undefined)
    .filter(({ metadata }) => isDeepStrictEqual({ ...metadata.labels, ...matchLabels }, metadata.labels))
    .map((pod) => patch(POD, pod, { metadata: { ownerReferences: [ownerOf(set)] } }));
}

const replicasOf = ({ spec }: StatefulSet): number => spec.replicas ?? 1;

const podOf = ({ set, pods }: SetView, ordinal: number): Pod | undefined =>
  membersOf(set, pods).find((member) => member.ordinal === ordinal)?.pod;

/** Those that the set should not have any more, highest first. */
const condemnedOf = ({ set, pods }: SetView): Pod[] =>
  membersOf(set, pods)
    .filter(({ ordinal }) => ordinal >= replicasOf(set))
    .map(({ pod }) => pod)
    .reverse();

/** One at a time: nobody comes before those below are ready, and nobody goes before those above are gone. */
function syncInOrder(view: SetView): Action[] {
  for (let ordinal = 0; ordinal < replicasOf(view.set); ordinal += 1) {
    const pod = podOf(view, ordinal);
    if (!pod) return addMember(view, ordinal);
    if (!isPodReady(pod)) return [];
  }
  const [highest] = condemnedOf(view);
  if (highest) return isTerminating(highest) ? [] : [remove(POD, highest)];
  return updateMembers(view);
}

function syncInParallel(view: SetView): Action[] {
  const ordinals = Array.from({ length: replicasOf(view.set) }, (_, ordinal) => ordinal);
  const actions = [
    ...ordinals.filter((ordinal) => !podOf(view, ordinal)).flatMap((ordinal) => addMember(view, ordinal)),
    ...condemnedOf(view)
      .filter((pod) => !isTerminating(pod))
      .map((pod) => remove(POD, pod)),
  ];
  return actions.length > 0 ? actions : updateMembers(view);
}

/** With its volumes, where it has none from before. On one that is on its way out no pod is put. */
function addMember({ set, claims }: SetView, ordinal: number): Action[] {
  const wanted = buildClaims(set, ordinal);
  const found = wanted.map(({ metadata }) => claims.find((claim) => claim.metadata.name === metadata.name));
  if (found.some((claim) => claim && isTerminating(claim))) return [];
  const missing = wanted.filter((_, index) => !found[index]);
  return [...missing.map((claim) => create(PERSISTENT_VOLUME_CLAIM, claim)), create(POD, buildMember(set, ordinal))];
}

/** From the highest number down, one at a time; where pods are replaced by who deletes them, nothing. */
function updateMembers(view: SetView): Action[] {
  const { updateStrategy = {} } = view.set.spec;
  if (updateStrategy.type === 'OnDelete') return [];
  const revision = revisionOf(view.set);
  for (const { pod, ordinal } of membersOf(view.set, view.pods).reverse()) {
    if (ordinal < (updateStrategy.rollingUpdate?.partition ?? 0)) return [];
    if (!isTerminating(pod) && !isAtRevision(pod, revision)) return [remove(POD, pod)];
    if (!isPodReady(pod)) return [];
  }
  return [];
}
