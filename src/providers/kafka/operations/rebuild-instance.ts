import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { isStaying } from '../../contract/objects/index.js';
import {
  COPYING,
  discardStep,
  isNewClaim,
  isNewPod,
  isReady,
  joinStep,
  judgeRebuild,
  memberToRebuild,
  mustBeMember,
  podOf,
  REBUILT_MEMBER,
  undoRebuild,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { bornWith, copiesOf } from '../birth.js';
import { STRIMZI_ANNOTATIONS } from '../upstream.js';
import { annotatePod, touch } from './actions.js';
import { defineOperation } from './define-operation.js';
import { brokersBefore, claimOf, complaintOf, controllersBefore, type Situation } from './situation.js';

const { deletePodAndClaims } = STRIMZI_ANNOTATIONS;

/** The operator throws a node's pod and disks away and makes them anew; Kafka copies to it what others hold. */
export const rebuildInstance = defineOperation({
  ...COPYING,
  disruption: 'Rolling',
  validate,
  steps: (situation) => [discarding(situation), joining(situation)],
  restarts: (situation) => [memberToRebuild(situation)],
  warnings,
  judge,
  undo,
});

/** Of its kind. */
function peersOf(situation: Situation): string[] {
  const member = memberToRebuild(situation);
  const kinds = [brokersBefore(situation), controllersBefore(situation)];
  return (kinds.find((names) => names.includes(member)) ?? []).filter((name) => name !== member);
}

function validate(situation: Situation): FieldError[] {
  const unknown = mustBeMember(situation, memberToRebuild(situation), REBUILT_MEMBER);
  if (unknown.length > 0) return unknown;
  const peers = peersOf(situation);
  if (peers.length === 0)
    return [forbidden(REBUILT_MEMBER, 'is the only one of its kind: there is nobody to copy from')];
  const { cluster, observed } = situation;
  if (brokersBefore(situation).includes(memberToRebuild(situation)) && copiesOf(bornWith(cluster, observed)) === 1) {
    return [forbidden(REBUILT_MEMBER, 'may hold the only copy of a partition: topics were made with one')];
  }
  const down = peers.filter((name) => !isReady(situation, name));
  if (down.length === 0) return [];
  return [forbidden(REBUILT_MEMBER, `cannot be copied anew while others are not ready (${down.join(', ')})`)];
}

function warnings(situation: Situation): string[] {
  const member = memberToRebuild(situation);
  return [
    `The data of ${member} is thrown away and copied anew. Partitions of which it has the only copy are lost; how far the copies are, no object tells.`,
  ];
}

function discarding(situation: Situation): Step {
  const member = memberToRebuild(situation);
  const [pod, claim] = [podOf(situation, member), claimOf(situation, member)];
  const isClaimGone = !claim || isNewClaim(situation, claim);
  const isPodGone = !pod || isNewPod(situation, pod);
  const isGoing = isPodGone || isClaimGone || !isStaying(pod) || !isStaying(claim);
  return discardStep(member, { isGone: isClaimGone && isPodGone, isGoing });
}

function joining(situation: Situation): Step {
  const member = memberToRebuild(situation);
  const hasBegun =
    discarding(situation).state === 'Done' &&
    podOf(situation, member) !== undefined &&
    claimOf(situation, member) !== undefined;
  return joinStep(situation, member, {
    hasBegun,
    meanwhile: complaintOf(situation) ?? `Member ${member} starts empty.`,
  });
}

function judge(situation: Situation, steps: readonly Step[]): Finding {
  const member = memberToRebuild(situation);
  return judgeRebuild(member, steps, {
    reached: `Member ${member} is ready on an empty disk, and Kafka copies to it.`,
    actions: discarding(situation).state === 'Pending' ? discard(situation) : [],
  });
}

function discard(situation: Situation): ChildAction[] {
  const { upstream, request } = situation;
  const pod = podOf(situation, memberToRebuild(situation));
  if (!pod || pod.metadata.annotations?.[deletePodAndClaims] === 'true') return [];
  return [annotatePod(pod, { [deletePodAndClaims]: 'true' }), touch(upstream, `${request.metadata.uid}`)];
}

function undo(situation: Situation): Undo {
  const member = memberToRebuild(situation);
  const isAsked = podOf(situation, member)?.metadata.annotations?.[deletePodAndClaims] === 'true';
  return undoRebuild(member, discarding(situation).state === 'Pending' && !isAsked);
}
