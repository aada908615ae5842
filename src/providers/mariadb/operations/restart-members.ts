import { POD } from '../../../kube/meta/index.js';
import type { ChildAction } from '../../contract/index.js';
import { deletionOf, isStaying } from '../../contract/objects/index.js';
import {
  checkMembersToRestart,
  disruptionOfRolling,
  isNewPod,
  judgeRestartOfMembers,
  membersToRestart,
  podOf,
  primaryLast,
  ROLLING,
  stepsOfRolling,
  undoRestartOfMembers,
  type Step,
} from '../../contract/operations/index.js';
import { defineOperation } from './define-operation.js';
import { movedPrimary } from './rolling.js';
import type { Situation } from './situation.js';

/** By deleting the pod, which the StatefulSet makes anew. Another takes over where it was the primary. */
export const restartMembers = defineOperation({
  ...ROLLING,
  disruption: disruptionOfRolling,
  validate: checkMembersToRestart,
  steps,
  restarts: orderOf,
  warnings: (situation) =>
    orderOf(situation).includes(situation.baseline.primary ?? '') && situation.baseline.members.length > 1
      ? ['It is the primary: another member takes over. A restart of all members hands the role over before.']
      : [],
  judge: (situation, found) => ({
    ...judgeRestartOfMembers(found, (member) => restart(situation, member)),
    result: movedPrimary(situation),
  }),
  undo: (situation) => undoRestartOfMembers(steps(situation)),
});

function orderOf(situation: Situation): string[] {
  return primaryLast(situation).filter((member) => membersToRestart(situation).includes(member));
}

function steps(situation: Situation): Step[] {
  return stepsOfRolling(situation, 'RestartMember', (pod) => isNewPod(situation, pod), orderOf(situation));
}

function restart(situation: Situation, member: string): ChildAction[] {
  const pod = podOf(situation, member);
  return pod && isStaying(pod) ? [deletionOf(POD, pod)] : [];
}
