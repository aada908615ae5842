import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { JOB, type UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { isStaying } from '../../contract/objects/index.js';
import {
  COPYING,
  discardStep,
  isNewPod,
  joinStep,
  memberToRebuild,
  mustBeMember,
  podOf,
  REBUILT_MEMBER,
  undoRebuild,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { primaryOf } from '../../contract/status/index.js';
import { CNPG_LABELS } from '../upstream.js';
import { deleteClaim, deleteJob, deletePod } from './actions.js';
import { defineOperation } from './define-operation.js';
import { mustNotBeFenced } from './member-rules.js';
import type { Situation } from './situation.js';

/**
 * By hand, as the operator's own tool does. Its declarative way (an annotation on the pod) is not seen in 1.30.0 while
 * any pod is pending, which is when a rebuild is wanted.
 */
export const rebuildInstance = defineOperation({
  ...COPYING,
  disruption: 'Rolling',
  validate,
  steps: (situation) => [discarding(situation), joining(situation)],
  restarts: (situation) => [memberToRebuild(situation)],
  warnings: (situation) => [
    `The data of ${memberToRebuild(situation)} is thrown away and copied anew from the primary.`,
  ],
  judge,
  undo,
});

function validate(situation: Situation): FieldError[] {
  const { view, upstream } = situation;
  const member = memberToRebuild(situation);
  const unknown = mustBeMember(situation, member, REBUILT_MEMBER);
  if (unknown.length > 0) return unknown;
  if (view.members.length < 2) return [forbidden(REBUILT_MEMBER, 'is the only member: there is nobody to copy from')];
  const { currentPrimary, targetPrimary } = upstream.status ?? {};
  if (member === currentPrimary || member === targetPrimary) {
    return [invalid(REBUILT_MEMBER, 'is the primary, which holds the data; switch over first', { badValue: member })];
  }
  if (!primaryOf(view)?.ready) return [forbidden(REBUILT_MEMBER, 'cannot be copied anew: the primary does not serve')];
  return mustNotBeFenced(situation, member, REBUILT_MEMBER);
}

/** Of the member, as they were when the operation began. */
function oldClaims({ view, baseline }: Situation, member: string): UntypedObject[] {
  return view.volumes.filter(
    ({ metadata }) =>
      metadata.labels?.[CNPG_LABELS.instanceName] === member && baseline.uidOf('claim', metadata.name) === metadata.uid,
  );
}

function discarding(situation: Situation): Step {
  const member = memberToRebuild(situation);
  const old = oldClaims(situation, member);
  const isGoing = old.length === 0 || old.some((claim) => !isStaying(claim));
  return discardStep(member, { isGone: old.length === 0 && !hasOldPod(situation, member), isGoing });
}

function hasOldPod(situation: Situation, member: string): boolean {
  const pod = podOf(situation, member);
  return pod !== undefined && !isNewPod(situation, pod);
}

function joining(situation: Situation): Step {
  const { view, baseline } = situation;
  // 1.30 gives the free number again; older operators count on.
  const newcomer = view.members.find(({ name }) => !baseline.members.includes(name))?.name;
  const member = newcomer ?? memberToRebuild(situation);
  return joinStep(situation, member, {
    hasBegun: discarding(situation).state === 'Done',
    meanwhile: `Member ${member} copies the database from the primary.`,
  });
}

/** What is waited for, the operator says best: it names the copy that it creates. */
function judge(situation: Situation): Finding {
  const reached = `Member ${memberToRebuild(situation)} is a fresh copy and ready.`;
  return { reached, actions: discard(situation), settleSeconds: 5 };
}

/** Volumes first: a pod that goes before them would be started again on the old data. */
function discard(situation: Situation): ChildAction[] {
  const member = memberToRebuild(situation);
  const staying = oldClaims(situation, member).filter(isStaying);
  if (staying.length > 0) {
    const jobs = situation.observed
      .list(JOB)
      .filter(({ metadata }) => metadata.labels?.[CNPG_LABELS.instanceName] === member);
    return [...staying.map(deleteClaim), ...jobs.filter(isStaying).map(deleteJob)];
  }
  const pod = podOf(situation, member);
  return pod && isStaying(pod) && hasOldPod(situation, member) ? [deletePod(pod)] : [];
}

function undo(situation: Situation): Undo {
  const member = memberToRebuild(situation);
  const before = Object.keys(situation.baseline.record).filter(
    (key) => key === `claim/${member}` || key.startsWith(`claim/${member}-`),
  );
  return undoRebuild(member, oldClaims(situation, member).filter(isStaying).length === before.length);
}
