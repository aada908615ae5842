import { forbidden, invalid } from '../../../domain/validation/field-errors.js';
import type { FieldError } from '../../../kube/schema/index.js';
import type { Undo } from '../../contract/index.js';
import { isFenced } from '../status/fencing.js';
import { meaningOf, SWITCHING_OVER } from '../status/upstream-phases.js';
import { patchStatusOnce } from './actions.js';
import { byNumber } from '../../contract/objects/index.js';
import { defineOperation } from './define-operation.js';
import { ROLLING } from '../../contract/operations/index.js';
import { mustBeMember, mustNotBeFenced } from './member-rules.js';
import type { Finding, Step } from '../../contract/operations/index.js';
import { isReady, troubleWith, type Situation } from './situation.js';

const CANDIDATE = 'candidate';
const TARGET_SET_AT = 'targetPrimaryTimestamp';
const PATH = ['spec', 'switchover', 'candidate'] as const;

/** The operator is told its next primary, as its own tool does; it shuts the old one down and promotes the new. */
export const switchover = defineOperation({
  ...ROLLING,
  disruption: () => 'Failover',
  validate,
  steps: (situation) => [promotion(situation), demotion(situation)],
  restarts: ({ baseline }) => (baseline.primary === undefined ? [] : [baseline.primary]),
  baseline: (situation) => ({
    [CANDIDATE]: situation.request.spec.switchover?.candidate ?? pickReplica(situation) ?? '',
    [TARGET_SET_AT]: situation.upstream.status?.targetPrimaryTimestamp ?? '',
  }),
  judge,
  undo,
});

const candidateOf = ({ baseline }: Situation): string => baseline.get(CANDIDATE) ?? '';

/** The operator does not publish who lags, so the lowest number decides: the same question, the same answer. */
function pickReplica(situation: Situation): string | undefined {
  const { view, upstream } = situation;
  const fit = view.members.filter(({ name, role, ready }) => ready && role === 'Replica' && !isFenced(upstream, name));
  return fit.map(({ name }) => name).sort(byNumber)[0];
}

function validate(situation: Situation): FieldError[] {
  const { upstream, view, request } = situation;
  const { currentPrimary, targetPrimary } = upstream.status ?? {};
  const type = ['spec', 'type'];
  if (view.members.length < 2) return [forbidden(type, 'needs a second member to hand the role over to')];
  if (currentPrimary !== targetPrimary) return [forbidden(type, `the primary already moves to ${targetPrimary}`)];
  const candidate = request.spec.switchover?.candidate;
  if (candidate !== undefined) return judgeCandidate(situation, candidate);
  return pickReplica(situation) === undefined ? [forbidden(type, 'no replica is ready to take over')] : [];
}

function judgeCandidate(situation: Situation, candidate: string): FieldError[] {
  const unknown = mustBeMember(situation, candidate, PATH);
  if (unknown.length > 0) return unknown;
  const extras = { badValue: candidate };
  if (candidate === situation.upstream.status?.currentPrimary) return [invalid(PATH, 'is the primary already', extras)];
  const fenced = mustNotBeFenced(situation, candidate, PATH);
  if (fenced.length > 0) return fenced;
  const role = situation.view.members.find(({ name }) => name === candidate)?.role;
  return isReady(situation, candidate) && role === 'Replica' ? [] : [invalid(PATH, 'is not a ready replica', extras)];
}

function promotion(situation: Situation): Step {
  const { currentPrimary, targetPrimary } = situation.upstream.status ?? {};
  const candidate = candidateOf(situation);
  const step = { name: 'Promote', target: candidate };
  const isPrimary = situation.view.members.some(
    ({ name, role, ready }) => name === candidate && role === 'Primary' && ready,
  );
  if (currentPrimary === candidate && isPrimary)
    return { ...step, state: 'Done', message: `${candidate} is the primary.` };
  if (targetPrimary !== candidate) return { ...step, state: 'Pending' };
  const message = `${currentPrimary} shuts down and ${candidate} takes over.`;
  return { ...step, state: 'Running', message };
}

function demotion(situation: Situation): Step {
  const { view, baseline, upstream } = situation;
  const former = baseline.primary;
  const step = { name: 'Demote', target: former };
  const member = view.members.find(({ name }) => name === former);
  if (member?.role === 'Replica' && member.ready) {
    return { ...step, state: 'Done', message: `${former} follows as a replica.` };
  }
  if (upstream.status?.currentPrimary === former || former === undefined) return { ...step, state: 'Pending' };
  return { ...step, state: 'Running', message: troubleWith(situation, former) ?? `${former} restarts as a replica.` };
}

function judge(situation: Situation): Finding {
  const { phase } = situation.upstream.status ?? {};
  const candidate = candidateOf(situation);
  return {
    reached: `${candidate} is the primary.`,
    failure: whyMissed(situation),
    waitsFor: phase === SWITCHING_OVER ? `The primary moves to ${candidate}.` : undefined,
    actions: hasBegun(situation) ? [] : handOver(situation),
    settleSeconds: 5,
    result: { newPrimary: candidate },
  };
}

/** Whoever names a primary writes the moment too: another moment than before, and it has been done. */
function hasBegun({ upstream, baseline }: Situation): boolean {
  return (upstream.status?.targetPrimaryTimestamp ?? '') !== baseline.get(TARGET_SET_AT);
}

/** The operator names the old primary again when the candidate is not up to it. */
function whyMissed(situation: Situation): string | undefined {
  const { currentPrimary, targetPrimary } = situation.upstream.status ?? {};
  const candidate = candidateOf(situation);
  if (!hasBegun(situation) || targetPrimary === candidate || currentPrimary === candidate) return undefined;
  const trouble = troubleWith(situation, candidate) ?? `${candidate} was not ready to take over.`;
  return `The operator made ${targetPrimary} the primary instead. ${trouble}`;
}

function handOver(situation: Situation): Finding['actions'] {
  const { upstream, request } = situation;
  const { currentPrimary, targetPrimary, phase = '' } = upstream.status ?? {};
  const { startedAt } = request.status ?? {};
  // While the operator is at work itself, a failover of its own above all, its target must not be overwritten.
  if (startedAt === undefined || currentPrimary !== targetPrimary || meaningOf(phase).meaning === 'working') return [];
  const candidate = candidateOf(situation);
  return [
    patchStatusOnce(upstream, {
      targetPrimary: candidate,
      targetPrimaryTimestamp: withMicroseconds(startedAt),
      phase: SWITCHING_OVER,
      phaseReason: `Switching over to ${candidate}`,
    }),
  ];
}

/** The only form that the operator's own logs can read. */
const withMicroseconds = (time: string): string => new Date(time).toISOString().replace('Z', '000Z');

function undo(situation: Situation): Undo {
  if (!hasBegun(situation) || whyMissed(situation) !== undefined) return { state: 'Done' };
  const why = `${candidateOf(situation)} is becoming the primary, or is it already; another Switchover leads back.`;
  return { state: 'Impossible', why };
}
