import type { ChildAction } from '../../contract/index.js';
import { byNumber, isStaying } from '../../contract/objects/index.js';
import {
  checkMembersToRestart,
  isNewPod,
  isReady,
  judgeRestartOfMembers,
  membersToRestart,
  podOf,
  ROLLING,
  troubleWith,
  undoRestartOfMembers,
  type Step,
} from '../../contract/operations/index.js';
import { meaningOf, RESTARTING_IN_PLACE } from '../status/upstream-phases.js';
import { deletePod, patchStatusOnce } from './actions.js';
import { defineOperation } from './define-operation.js';
import { mustNotBeFenced } from './member-rules.js';
import { restartMark, wasRestartedInPlace } from './restart-mark.js';
import type { Situation } from './situation.js';

/** A replica by a new pod; the primary inside its pod, for without it another would take over. */
export const restartMembers = defineOperation({
  ...ROLLING,
  disruption: (situation) => (includesPrimary(situation) ? 'Downtime' : 'Rolling'),
  validate: (situation) => checkMembersToRestart(situation, mustNotBeFenced),
  steps,
  restarts: orderOf,
  warnings: (situation) => (includesPrimary(situation) ? [PRIMARY_WARNING] : []),
  judge: (situation, found) => judgeRestartOfMembers(found, (member) => restart(situation, member)),
  undo: (situation) => undoRestartOfMembers(steps(situation)),
});

function steps(situation: Situation): Step[] {
  return orderOf(situation).map((member) => stepOf(situation, member));
}

const PRIMARY_WARNING =
  'The primary restarts in its place, so nobody can write meanwhile. A restart of all members hands its role over first.';

const includesPrimary = (situation: Situation): boolean =>
  situation.baseline.primary !== undefined && membersToRestart(situation).includes(situation.baseline.primary);

/** Replicas by their numbers, the primary last. */
function orderOf(situation: Situation): string[] {
  const { primary } = situation.baseline;
  const rank = (member: string): number => (member === primary ? 1 : 0);
  return [...membersToRestart(situation)].sort((a, b) => rank(a) - rank(b) || byNumber(a, b));
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
  if (!pod || !isStaying(pod) || isNewPod(situation, pod)) return true;
  return wasRestartedInPlace(situation, member) || wasSeenToBegin(situation, member);
}

/** Were the mark lost, a step that was seen to begin is not begun again. */
function wasSeenToBegin({ request }: Situation, member: string): boolean {
  const step = request.status?.steps?.find(({ name, target }) => name === STEP && target === member);
  return step?.state === 'Running' || step?.state === 'Done';
}

function restart(situation: Situation, member: string): ChildAction[] {
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
