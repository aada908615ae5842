import { POD } from '../../../kube/meta/index.js';
import type { ChildAction, OperationHandler } from '../../contract/index.js';
import { deletionOf, isStaying } from '../../contract/objects/index.js';
import {
  checkMembersToRestart,
  isNewPod,
  judgeRestartOfMembers,
  membersToRestart,
  podOf,
  ROLLING,
  stepsOfRolling,
  undoRestartOfMembers,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { componentOf } from '../view.js';
import { rollingDisruption, rollingOrder } from './rolling.js';
import type { Define, Situation } from './situation.js';

/** By deleting the pod, which the StatefulSet makes anew: one at a time, and never at the cost of a majority. */
export const restartMembersBy = (define: Define): OperationHandler =>
  define({
    ...ROLLING,
    disruption: rollingDisruption,
    validate: checkMembersToRestart,
    steps,
    restarts: orderOf,
    baseline: ({ view }) =>
      Object.fromEntries(view.members.filter(({ ready }) => !ready).map(({ name }) => [`${DOWN}${name}`, 'true'])),
    judge,
    undo: (situation) => undoRestartOfMembers(steps(situation)),
  });

const DOWN = 'down/';

/** Who was down goes first: others must not follow it before it is back. */
function orderOf(situation: Situation): string[] {
  const asked = rollingOrder(situation).filter((member) => membersToRestart(situation).includes(member));
  const wasDown = (member: string): boolean => situation.baseline.get(`${DOWN}${member}`) !== undefined;
  return [...asked.filter(wasDown), ...asked.filter((member) => !wasDown(member))];
}

const steps = (situation: Situation): Step[] =>
  stepsOfRolling(situation, 'RestartMember', (pod) => isNewPod(situation, pod), orderOf(situation));

function judge(situation: Situation, found: readonly Step[]): Finding {
  const finding = judgeRestartOfMembers(found, (member) => restart(situation, member));
  const next = found.find(({ state }) => state !== 'Done');
  const down = next?.state === 'Pending' ? downBeside(situation, next.target!) : [];
  if (down.length === 0) return finding;
  const waitsFor = `${next?.target} restarts once the others of its kind are ready, which ${down.join(', ')} is not.`;
  return { ...finding, waitsFor, actions: [] };
}

function downBeside({ view }: Situation, member: string): string[] {
  const kind = componentOf(view, member)?.name;
  return view.members
    .filter(({ name, ready }) => !ready && name !== member && componentOf(view, name)?.name === kind)
    .map(({ name }) => name);
}

function restart(situation: Situation, member: string): ChildAction[] {
  const pod = podOf(situation, member);
  return pod && isStaying(pod) ? [deletionOf(POD, pod)] : [];
}
