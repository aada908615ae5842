import { JOB, type UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { isStaying } from '../../contract/objects/index.js';
import {
  COPYING,
  discardCopy,
  discardingStep,
  joinStep,
  memberToRebuild,
  mustBeMember,
  mustHaveSource,
  oldCopyOf,
  REBUILT_MEMBER,
  undoRebuild,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { CNPG_LABELS } from '../upstream.js';
import { deleteJob } from './actions.js';
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
  const member = memberToRebuild(situation);
  const unknown = mustBeMember(situation, member, REBUILT_MEMBER);
  if (unknown.length > 0) return unknown;
  const { currentPrimary, targetPrimary } = situation.upstream.status ?? {};
  const refused = mustHaveSource(situation, member, [currentPrimary, targetPrimary]);
  return refused.length > 0 ? refused : mustNotBeFenced(situation, member, REBUILT_MEMBER);
}

const isOf =
  (member: string) =>
  ({ metadata }: UntypedObject): boolean =>
    metadata.labels?.[CNPG_LABELS.instanceName] === member;

/** A newcomer under another name brings volumes of its own. */
const oldCopy = (situation: Situation) =>
  oldCopyOf(situation, situation.view.volumes.filter(isOf(memberToRebuild(situation))));

const discarding = (situation: Situation): Step => discardingStep(memberToRebuild(situation), oldCopy(situation));

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

/** With its jobs, which would hold the volumes. */
function discard(situation: Situation): ChildAction[] {
  const jobs = situation.observed.list(JOB).filter(isOf(memberToRebuild(situation)));
  return discardCopy(oldCopy(situation), jobs.filter(isStaying).map(deleteJob));
}

function undo(situation: Situation): Undo {
  const member = memberToRebuild(situation);
  const before = Object.keys(situation.baseline.record).filter(
    (key) => key === `claim/${member}` || key.startsWith(`claim/${member}-`),
  );
  return undoRebuild(member, oldCopy(situation).claims.filter(isStaying).length === before.length);
}
