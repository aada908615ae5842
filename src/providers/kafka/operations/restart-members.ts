import type { ChildAction } from '../../contract/index.js';
import { isStaying } from '../../contract/objects/index.js';
import {
  checkMembersToRestart,
  isNewPod,
  judgeRestartOfMembers,
  membersToRestart,
  podOf,
  ROLLING,
  stepsOfRolling,
  undoRestartOfMembers,
  type Step,
} from '../../contract/operations/index.js';
import { STRIMZI_ANNOTATIONS } from '../upstream.js';
import { annotatePod, touch } from './actions.js';
import { defineOperation } from './define-operation.js';
import { rollingDisruption, rollingOrder } from './rolling.js';
import type { Situation } from './situation.js';

const { manualRollingUpdate } = STRIMZI_ANNOTATIONS;

/** By the operator's annotation of single pods, one after the other: it holds until the pod is replaced. */
export const restartMembers = defineOperation({
  ...ROLLING,
  disruption: rollingDisruption,
  validate: checkMembersToRestart,
  steps,
  restarts: orderOf,
  judge: (situation, found) => judgeRestartOfMembers(found, (member) => restart(situation, member)),
  undo: (situation) => undoRestartOfMembers(steps(situation), (member) => isAsked(situation, member)),
});

function orderOf(situation: Situation): string[] {
  return rollingOrder(situation).filter((member) => membersToRestart(situation).includes(member));
}

function steps(situation: Situation): Step[] {
  return stepsOfRolling(situation, 'RestartMember', (pod) => isNewPod(situation, pod), orderOf(situation));
}

const isAsked = (situation: Situation, member: string): boolean =>
  podOf(situation, member)?.metadata.annotations?.[manualRollingUpdate] === 'true';

function restart(situation: Situation, member: string): ChildAction[] {
  const pod = podOf(situation, member);
  if (!pod || !isStaying(pod) || isAsked(situation, member)) return [];
  const mark = `${situation.request.metadata.uid}/${member}`;
  return [annotatePod(pod, { [manualRollingUpdate]: 'true' }), touch(situation.upstream, mark)];
}
