import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import { JOB, type UntypedObject } from '../../../kube/meta/index.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { primaryOf } from '../../contract/status/index.js';
import { CNPG_LABELS } from '../upstream.js';
import { isStaying } from '../../contract/objects/index.js';
import { deleteClaim, deleteJob, deletePod } from './actions.js';
import { defineOperation } from './define-operation.js';
import { COPYING } from '../../contract/operations/index.js';
import { mustBeMember, mustNotBeFenced } from './member-rules.js';
import type { Finding, Step } from '../../contract/operations/index.js';
import { isNewPod, isReady, podOf, troubleWith, type Situation } from './situation.js';

const PATH = ['spec', 'rebuildInstance', 'member'] as const;

/**
 * By hand, as the operator's own tool does. Its declarative way (an annotation on the pod) is not seen in 1.30.0 while
 * any pod is pending, which is when a rebuild is wanted.
 */
export const rebuildInstance = defineOperation({
  ...COPYING,
  disruption: () => 'Rolling',
  validate,
  steps: (situation) => [discarding(situation), joining(situation)],
  restarts: (situation) => [memberOf(situation)],
  warnings: (situation) => [`The data of ${memberOf(situation)} is thrown away and copied anew from the primary.`],
  judge,
  undo,
});

const memberOf = ({ request }: Situation): string => request.spec.rebuildInstance?.member ?? '';

function validate(situation: Situation): FieldError[] {
  const { view, upstream } = situation;
  const member = memberOf(situation);
  const unknown = mustBeMember(situation, member, PATH);
  if (unknown.length > 0) return unknown;
  if (view.members.length < 2) return [forbidden(PATH, 'is the only member: there is nobody to copy from')];
  const { currentPrimary, targetPrimary } = upstream.status ?? {};
  if (member === currentPrimary || member === targetPrimary) {
    return [invalid(PATH, 'is the primary, which holds the data; switch over first', { badValue: member })];
  }
  if (!primaryOf(view)?.ready) return [forbidden(PATH, 'cannot be copied anew: the primary does not serve')];
  return mustNotBeFenced(situation, member, PATH);
}

/** Of the member, as they were when the operation began. */
function oldClaims({ view, baseline }: Situation, member: string): UntypedObject[] {
  return view.volumes.filter(
    ({ metadata }) =>
      metadata.labels?.[CNPG_LABELS.instanceName] === member && baseline.uidOf('claim', metadata.name) === metadata.uid,
  );
}

function discarding(situation: Situation): Step {
  const member = memberOf(situation);
  const step = { name: 'DiscardCopy', target: member };
  const old = oldClaims(situation, member);
  if (old.length === 0 && !hasOldPod(situation, member)) {
    return { ...step, state: 'Done', message: `The old copy of ${member} is gone.` };
  }
  const isGoing = old.length === 0 || old.some((claim) => !isStaying(claim));
  return isGoing
    ? { ...step, state: 'Running', message: `The old copy of ${member} is going.` }
    : { ...step, state: 'Pending' };
}

function hasOldPod(situation: Situation, member: string): boolean {
  const pod = podOf(situation, member);
  return pod !== undefined && !isNewPod(situation, pod);
}

function joining(situation: Situation): Step {
  const member = memberOf(situation);
  // 1.30 gives the free number again; older operators count on.
  const newcomer =
    situation.view.members.find(({ name }) => !situation.baseline.members.includes(name))?.name ?? member;
  const step = { name: 'JoinMember', target: newcomer };
  if (discarding(situation).state !== 'Done') return { ...step, state: 'Pending' };
  if (isReady(situation, newcomer)) return { ...step, state: 'Done', message: `Member ${newcomer} has joined anew.` };
  const message = troubleWith(situation, newcomer) ?? `Member ${newcomer} copies the database from the primary.`;
  return { ...step, state: 'Running', message };
}

function judge(situation: Situation): Finding {
  return {
    reached: `Member ${memberOf(situation)} is a fresh copy and ready.`,
    actions: discard(situation),
    settleSeconds: 5,
  };
}

/** Volumes first: a pod that goes before them would be started again on the old data. */
function discard(situation: Situation): ChildAction[] {
  const member = memberOf(situation);
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
  const member = memberOf(situation);
  const before = Object.keys(situation.baseline.record).filter(
    (key) => key === `claim/${member}` || key.startsWith(`claim/${member}-`),
  );
  const untouched = oldClaims(situation, member).filter(isStaying).length === before.length;
  if (untouched) return { state: 'Done', stays: `The copy of ${member} is as it was.` };
  return {
    state: 'Impossible',
    why: `The old copy of ${member} is gone or going: only a new one brings the member back.`,
  };
}
