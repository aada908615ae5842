import type { OperationHandler, Undo } from '../../contract/index.js';
import {
  primaryLast,
  ROLLING,
  sayEnding,
  STARTED,
  startOf,
  stopOf,
  STOPPED,
  undoneByOperator,
  type Finding,
} from '../../contract/operations/index.js';
import { conditionOf, HIBERNATION_CONDITION, isHibernating } from '../status/view.js';
import { defineOperation } from './define-operation.js';
import type { Situation } from './situation.js';

/** Hibernation: the pods go, volumes and Services stay. The operator begins only while the database is healthy. */
export const stop: OperationHandler = defineOperation({
  ...ROLLING,
  disruption: 'Downtime',
  steps: (situation) => stopOrder(situation).map((member) => stopOf(situation, member)),
  judge: judgeStop,
  undo: (situation) => undoneByOperator(situation, { arrived: !isHibernating(situation.view) }),
});

/** The primary goes first, so that nobody takes over. */
const stopOrder = (situation: Situation): string[] => primaryLast(situation).reverse();

function judgeStop(situation: Situation): Finding {
  return { reached: STOPPED, waitsFor: whyAwake(situation) };
}

function whyAwake(situation: Situation): string | undefined {
  const { view } = situation;
  if (!isHibernating(view)) return 'Waits for the operator to be asked to stop the members.';
  const condition = conditionOf(view, HIBERNATION_CONDITION);
  if (condition?.reason === 'WaitingForHealthy') return situation.whyNotWhole;
  if (condition?.status !== 'True') return sayEnding(view.pods) ?? situation.whyNotWhole;
  const [pod] = view.pods;
  return pod && `The operator says that all members are stopped, and pod ${pod.metadata.name} is still there.`;
}

/** The end of hibernation, once everybody has recovered and is ready. */
export const start: OperationHandler = defineOperation({
  ...ROLLING,
  disruption: 'None',
  steps: (situation) =>
    primaryLast(situation)
      .reverse()
      .map((member) => startOf(situation, member)),
  judge: judgeStart,
  undo: undoStart,
});

function judgeStart(situation: Situation): Finding {
  const { view } = situation;
  const isAwake = !isHibernating(view) && conditionOf(view, HIBERNATION_CONDITION) === undefined;
  const waitsFor = isHibernating(view)
    ? 'Waits for the operator to be asked to start the members.'
    : situation.whyNotWhole;
  return {
    reached: STARTED,
    waitsFor: waitsFor ?? (isAwake ? undefined : 'The operator has not yet noticed that the members shall run.'),
    settleSeconds: 5,
  };
}

function undoStart(situation: Situation): Undo {
  const condition = conditionOf(situation.view, HIBERNATION_CONDITION);
  if (!isHibernating(situation.view)) return { state: 'Running', waitingFor: 'The operator is not yet asked to stop.' };
  if (condition?.status === 'True') return { state: 'Done' };
  const problem = situation.whyNotWhole!;
  if (condition?.reason !== 'WaitingForHealthy') return { state: 'Running', waitingFor: problem };
  return { state: 'Done', stays: `What has started stays for now. ${problem}` };
}
