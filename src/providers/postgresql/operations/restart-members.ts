import type { FieldError } from '../../../kube/schema/index.js';
import type { ChildAction, Undo } from '../../contract/index.js';
import { meaningOf, RESTARTING_IN_PLACE } from '../status/upstream-phases.js';
import { deletePod, patchStatusOnce } from './actions.js';
import { byNumber } from '../../contract/objects/index.js';
import { defineOperation } from './define-operation.js';
import { ROLLING } from '../../contract/operations/index.js';
import { mustBeMember, mustNotBeFenced } from './member-rules.js';
import { restartMark, wasRestartedInPlace } from './restart-mark.js';
import type { Finding, Step } from '../../contract/operations/index.js';
import { isNewPod, isReady, podOf, troubleWith, type Situation } from './situation.js';

/** A replica by a new pod; the primary inside its pod, for without it another would take over. */
export const restartMembers = defineOperation({
  ...ROLLING,
  disruption: (situation) => (includesPrimary(situation) ? 'Downtime' : 'Rolling'),
  validate,
  steps: (situation) => orderOf(situation).map((member) => stepOf(situation, member)),
  restarts: orderOf,
  warnings: (situation) => (includesPrimary(situation) ? [PRIMARY_WARNING] : []),
  judge,
  undo,
});

const PRIMARY_WARNING =
  'The primary restarts in its place, so nobody can write meanwhile. A restart of all members hands its role over first.';

const askedFor = ({ request }: Situation): readonly string[] => request.spec.restart?.members ?? [];

const includesPrimary = (situation: Situation): boolean =>
  situation.baseline.primary !== undefined && askedFor(situation).includes(situation.baseline.primary);

/** Replicas by their numbers, the primary last. */
function orderOf(situation: Situation): string[] {
  const { primary } = situation.baseline;
  const rank = (member: string): number => (member === primary ? 1 : 0);
  return [...askedFor(situation)].sort((a, b) => rank(a) - rank(b) || byNumber(a, b));
}

function validate(situation: Situation): FieldError[] {
  return askedFor(situation).flatMap((member, index) => {
    const path = ['spec', 'restart', 'members', index];
    return [...mustBeMember(situation, member, path), ...mustNotBeFenced(situation, member, path)];
  });
}

const STEP = 'RestartMember';

function stepOf(situation: Situation, member: string): Step {
  const step = { name: STEP, target: member };
  if (!hasBegun(situation, member)) return { ...step, state: 'Pending' };
  const { phase, currentPrimary } = situation.upstream.status ?? {};
  const isRestarting = phase === RESTARTING_IN_PLACE && currentPrimary === member;
  if (isReady(situation, member) && !isRestarting) {
    return { ...step, state: 'Done', message: `Member ${member} has restarted and is ready.` };
  }
  const message = troubleWith(situation, member) ?? `Member ${member} is restarting.`;
  return { ...step, state: 'Running', message };
}

function hasBegun(situation: Situation, member: string): boolean {
  const pod = podOf(situation, member);
  if (!pod || pod.metadata.deletionTimestamp !== undefined || isNewPod(situation, pod)) return true;
  return wasRestartedInPlace(situation, member) || wasSeenToBegin(situation, member);
}

/** Were the mark lost, a step that was seen to begin is not begun again. */
function wasSeenToBegin({ request }: Situation, member: string): boolean {
  const step = request.status?.steps?.find(({ name, target }) => name === STEP && target === member);
  return step?.state === 'Running' || step?.state === 'Done';
}

function judge(situation: Situation, steps: readonly Step[]): Finding {
  const next = steps.find(({ state }) => state !== 'Done');
  return {
    reached: `Restarted: ${steps.map(({ target }) => target).join(', ')}.`,
    actions: next?.state === 'Pending' ? restartOf(situation, next.target!) : [],
    settleSeconds: 5,
  };
}

function restartOf(situation: Situation, member: string): ChildAction[] {
  const { upstream } = situation;
  if (upstream.status?.currentPrimary !== member) {
    const pod = podOf(situation, member);
    return pod ? [deletePod(pod)] : [];
  }
  // The operator says by the phase what it is at: while it is at work, its word must not be taken away.
  const { meaning } = meaningOf(upstream.status.phase ?? '');
  if (meaning === 'working') return [];
  const { namespace, name } = situation.request.metadata;
  const phaseReason = `Asked for by OpsRequest ${namespace}/${name}`;
  return [patchStatusOnce(upstream, { phase: RESTARTING_IN_PLACE, phaseReason, ...restartMark(situation, member) })];
}

/** What has restarted has; what has not is left alone. */
function undo(situation: Situation): Undo {
  const steps = orderOf(situation).map((member) => stepOf(situation, member));
  const running = steps.find(({ state }) => state === 'Running');
  if (running) return { state: 'Running', waitingFor: running.message! };
  const done = steps.filter(({ state }) => state === 'Done').map(({ target }) => target);
  return {
    state: 'Done',
    stays: done.length > 0 ? `Restarted already: ${done.join(', ')}.` : 'No member had restarted.',
  };
}
