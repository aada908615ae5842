import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { POD } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction } from '../../contract/index.js';
import { deletionOf, isStaying } from '../../contract/objects/index.js';
import {
  COPYING,
  discardStep,
  isNewClaim,
  isNewPod,
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
import { primaryOf } from '../../contract/status/index.js';
import { defineOperation } from './define-operation.js';
import { claimOf, deletionsOfClaims, discardTransfers, type Situation } from './situation.js';

/** Volume and pod are deleted; the operator sees that the disk is another, and fills it from a backup of a member. */
export const rebuildInstance = defineOperation({
  ...COPYING,
  disruption: 'Rolling',
  validate,
  steps: (situation) => [discarding(situation), joining(situation)],
  restarts: (situation) => [memberToRebuild(situation)],
  warnings: (situation) => [
    `The data of ${memberToRebuild(situation)} is thrown away and copied anew, by way of a volume of the same size that is deleted afterwards.`,
  ],
  judge,
  undo: (situation) => undoRebuild(memberToRebuild(situation), discarding(situation).state === 'Pending'),
});

function validate(situation: Situation): FieldError[] {
  const { view, upstream } = situation;
  const member = memberToRebuild(situation);
  const unknown = mustBeMember(situation, member, REBUILT_MEMBER);
  if (unknown.length > 0) return unknown;
  if (view.members.length < 2) return [forbidden(REBUILT_MEMBER, 'is the only member: there is nobody to copy from')];
  if (member === upstream.status?.currentPrimary) {
    return [invalid(REBUILT_MEMBER, 'is the primary, which holds the data; switch over first', { badValue: member })];
  }
  return primaryOf(view)?.ready ? [] : [forbidden(REBUILT_MEMBER, 'cannot be copied anew: the primary does not serve')];
}

const hasOldClaim = (situation: Situation, member: string): boolean => {
  const claim = claimOf(situation, member);
  return claim !== undefined && !isNewClaim(situation, claim);
};

const hasOldPod = (situation: Situation, member: string): boolean => {
  const pod = podOf(situation, member);
  return pod !== undefined && !isNewPod(situation, pod);
};

function discarding(situation: Situation): Step {
  const member = memberToRebuild(situation);
  const [isClaimOld, isPodOld] = [hasOldClaim(situation, member), hasOldPod(situation, member)];
  const objects = [claimOf(situation, member), podOf(situation, member)];
  const isGoing = !isClaimOld || !isPodOld || objects.some((object) => object && !isStaying(object));
  return discardStep(member, { isGone: !isClaimOld && !isPodOld, isGoing });
}

function joining(situation: Situation): Step {
  const member = memberToRebuild(situation);
  return joinStep(situation, member, {
    hasBegun: discarding(situation).state === 'Done' && podOf(situation, member) !== undefined,
    meanwhile: `Member ${member} is filled from a backup.`,
  });
}

function judge(situation: Situation, steps: readonly Step[]): Finding {
  const member = memberToRebuild(situation);
  const finding = judgeRebuild(member, steps, {
    reached: `Member ${member} is a fresh copy and ready.`,
    actions: [...discard(situation), ...discardTransfers(situation)],
  });
  return { ...finding, waitsFor: finding.waitsFor ?? situation.whyNotWhole ?? sayTransfers(situation) };
}

const sayTransfers = ({ view }: Situation): string | undefined =>
  view.transfers.length > 0 ? 'What the member was filled from is being deleted.' : undefined;

/** The volume first: a pod that goes before it would be started again on the old data. */
function discard(situation: Situation): ChildAction[] {
  const member = memberToRebuild(situation);
  const claim = claimOf(situation, member);
  if (claim && hasOldClaim(situation, member) && isStaying(claim)) return deletionsOfClaims([claim]);
  const pod = podOf(situation, member);
  return pod && hasOldPod(situation, member) && isStaying(pod) ? [deletionOf(POD, pod)] : [];
}
