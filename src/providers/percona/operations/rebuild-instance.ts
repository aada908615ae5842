import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { PERSISTENT_VOLUME_CLAIM, POD, type UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ClusterMember } from '../../../resources/database-cluster/index.js';
import type { ChildAction, OperationHandler } from '../../contract/index.js';
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
  type Step,
} from '../../contract/operations/index.js';
import { claimNameOf } from '../component.js';
import { componentOf } from '../view.js';
import type { Define, Situation } from './situation.js';

/** By hand: the claim goes, then the pod, and the StatefulSet makes both anew for the engine to fill. */
export const rebuildInstanceBy = (define: Define): OperationHandler =>
  define({
    ...COPYING,
    disruption: 'Rolling',
    validate,
    steps: (situation) => [discarding(situation), joining(situation)],
    restarts: (situation) => [memberToRebuild(situation)],
    warnings: (situation) => [
      `The data of ${memberToRebuild(situation)} is thrown away and copied anew, which loads the member that it copies from.`,
    ],
    judge: (situation, steps) =>
      judgeRebuild(memberToRebuild(situation), steps, {
        reached: `Member ${memberToRebuild(situation)} is a fresh copy and ready.`,
        actions: discard(situation),
      }),
    undo: (situation) => undoRebuild(memberToRebuild(situation), isUntouched(situation)),
  });

function peersOf({ view }: Situation, member: string): ClusterMember[] {
  const kind = componentOf(view, member)?.name;
  return view.members.filter(({ name }) => name !== member && componentOf(view, name)?.name === kind);
}

function validate(situation: Situation): FieldError[] {
  const member = memberToRebuild(situation);
  const unknown = mustBeMember(situation, member, REBUILT_MEMBER);
  if (unknown.length > 0) return unknown;
  if (componentOf(situation.view, member)?.role === 'router') {
    return [forbidden(REBUILT_MEMBER, 'holds no data; restart it instead')];
  }
  return checkPeers(situation, member);
}

/** Who is left must be able to decide without it, and somebody must hold the data for good. */
function checkPeers(situation: Situation, member: string): FieldError[] {
  const peers = peersOf(situation, member);
  if (peers.length === 0)
    return [forbidden(REBUILT_MEMBER, 'is the only one of its kind: there is nobody to copy from')];
  const role = situation.view.members.find(({ name }) => name === member)?.role;
  if (role === 'Primary') return [invalid(REBUILT_MEMBER, PRIMARY, { badValue: member })];
  const ready = peers.filter((peer) => peer.ready);
  const majority = Math.floor((peers.length + 1) / 2) + 1;
  if (ready.length < majority) {
    const detail = `cannot be copied anew: ${ready.length} of the others are ready, and ${majority} are needed to go on without it`;
    return [forbidden(REBUILT_MEMBER, detail)];
  }
  if (role === 'Peer' || ready.some((peer) => peer.role === 'Primary')) return [];
  return [forbidden(REBUILT_MEMBER, 'cannot be copied anew: the primary does not serve')];
}

const PRIMARY = 'is the primary, which holds the data; hand its role over first (Switchover)';

const claimOf = ({ view }: Situation, member: string): UntypedObject | undefined => {
  const component = componentOf(view, member);
  return component?.claims.find(({ metadata }) => metadata.name === claimNameOf(component, member));
};

/** Of before; undefined once it is gone. */
function oldCopy(situation: Situation): { claim?: UntypedObject; pod?: UntypedObject } {
  const member = memberToRebuild(situation);
  const [claim, pod] = [claimOf(situation, member), podOf(situation, member)];
  return {
    ...(claim && !isNewClaim(situation, claim) && { claim }),
    ...(pod && !isNewPod(situation, pod) && { pod }),
  };
}

function discarding(situation: Situation): Step {
  const { claim, pod } = oldCopy(situation);
  return discardStep(memberToRebuild(situation), {
    isGone: !claim && !pod,
    isGoing: !claim || !isStaying(claim),
  });
}

const joining = (situation: Situation): Step =>
  joinStep(situation, memberToRebuild(situation), {
    hasBegun: discarding(situation).state === 'Done',
    meanwhile: `Member ${memberToRebuild(situation)} copies the database from the others.`,
  });

/** The volume first: a pod that goes before it would be started again on the old data. */
function discard(situation: Situation): ChildAction[] {
  const { claim, pod } = oldCopy(situation);
  if (claim && isStaying(claim)) return [deletionOf(PERSISTENT_VOLUME_CLAIM, claim)];
  return pod && isStaying(pod) ? [deletionOf(POD, pod)] : [];
}

const isUntouched = (situation: Situation): boolean => discarding(situation).state === 'Pending';
