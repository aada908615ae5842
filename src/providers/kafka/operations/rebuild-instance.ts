import { forbidden } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { isStaying } from '../../contract/objects/index.js';
import { COPYING, type Finding, type Step } from '../../contract/operations/index.js';
import { bornWith, copiesOf } from '../birth.js';
import { STRIMZI_ANNOTATIONS } from '../upstream.js';
import { annotatePod, touch } from './actions.js';
import { defineOperation } from './define-operation.js';
import { mustBeMember } from './member-rules.js';
import {
  brokersBefore,
  claimOf,
  complaintOf,
  controllersBefore,
  isNewClaim,
  isNewPod,
  isReady,
  podOf,
  troubleWith,
  type Situation,
} from './situation.js';

const PATH = ['spec', 'rebuildInstance', 'member'] as const;
const { deletePodAndClaims } = STRIMZI_ANNOTATIONS;

/** The operator throws a node's pod and disks away and makes them anew; Kafka copies to it what others hold. */
export const rebuildInstance = defineOperation({
  ...COPYING,
  disruption: () => 'Rolling',
  validate,
  steps: (situation) => [discarding(situation), joining(situation)],
  restarts: (situation) => [memberOf(situation)],
  warnings,
  judge,
  undo,
});

const memberOf = ({ request }: Situation): string => request.spec.rebuildInstance?.member ?? '';

/** Of its kind. */
function peersOf(situation: Situation): string[] {
  const member = memberOf(situation);
  const kinds = [brokersBefore(situation), controllersBefore(situation)];
  return (kinds.find((names) => names.includes(member)) ?? []).filter((name) => name !== member);
}

function validate(situation: Situation): FieldError[] {
  const unknown = mustBeMember(situation, memberOf(situation), PATH);
  if (unknown.length > 0) return unknown;
  const peers = peersOf(situation);
  if (peers.length === 0) return [forbidden(PATH, 'is the only one of its kind: there is nobody to copy from')];
  const { cluster, observed } = situation;
  if (brokersBefore(situation).includes(memberOf(situation)) && copiesOf(bornWith(cluster, observed)) === 1) {
    return [forbidden(PATH, 'may hold the only copy of a partition: topics were made with one')];
  }
  const down = peers.filter((name) => !isReady(situation, name));
  if (down.length === 0) return [];
  return [forbidden(PATH, `cannot be copied anew while others are not ready (${down.join(', ')})`)];
}

function warnings(situation: Situation): string[] {
  const member = memberOf(situation);
  return [
    `The data of ${member} is thrown away and copied anew. Partitions of which it has the only copy are lost; how far the copies are, no object tells.`,
  ];
}

function discarding(situation: Situation): Step {
  const member = memberOf(situation);
  const step = { name: 'DiscardCopy', target: member };
  const [pod, claim] = [podOf(situation, member), claimOf(situation, member)];
  const isClaimGone = !claim || isNewClaim(situation, claim);
  const isPodGone = !pod || isNewPod(situation, pod);
  if (isClaimGone && isPodGone) return { ...step, state: 'Done', message: `The old copy of ${member} is gone.` };
  const isGoing = isPodGone || isClaimGone || !isStaying(pod) || !isStaying(claim);
  return isGoing
    ? { ...step, state: 'Running', message: `The old copy of ${member} is going.` }
    : { ...step, state: 'Pending' };
}

function joining(situation: Situation): Step {
  const member = memberOf(situation);
  const step = { name: 'JoinMember', target: member };
  if (discarding(situation).state !== 'Done' || !podOf(situation, member)) return { ...step, state: 'Pending' };
  const claim = claimOf(situation, member);
  const hasNewDisk = claim !== undefined && isNewClaim(situation, claim);
  if (hasNewDisk && isReady(situation, member)) {
    return { ...step, state: 'Done', message: `Member ${member} has joined anew.` };
  }
  const trouble = troubleWith(situation, member) ?? complaintOf(situation);
  return { ...step, state: 'Running', message: trouble ?? `Member ${member} starts empty.` };
}

function judge(situation: Situation, steps: readonly Step[]): Finding {
  const pending = steps.find(({ state }) => state !== 'Done');
  const asks = `Asks the operator to make ${memberOf(situation)} anew.`;
  return {
    reached: `Member ${memberOf(situation)} is ready on an empty disk, and Kafka copies to it.`,
    waitsFor: pending && (pending.message ?? asks),
    actions: discarding(situation).state === 'Pending' ? discard(situation) : [],
    settleSeconds: 5,
  };
}

function discard(situation: Situation): ChildAction[] {
  const { upstream, request } = situation;
  const pod = podOf(situation, memberOf(situation));
  if (!pod || pod.metadata.annotations?.[deletePodAndClaims] === 'true') return [];
  return [annotatePod(pod, { [deletePodAndClaims]: 'true' }), touch(upstream, `${request.metadata.uid}`)];
}

function undo(situation: Situation): Undo {
  const member = memberOf(situation);
  const isAsked = podOf(situation, member)?.metadata.annotations?.[deletePodAndClaims] === 'true';
  if (discarding(situation).state === 'Pending' && !isAsked) {
    return { state: 'Done', stays: `The copy of ${member} is as it was.` };
  }
  return { state: 'Impossible', why: `The old copy of ${member} is gone or going: only a new one brings it back.` };
}
