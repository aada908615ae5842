import type { UntypedObject } from '../../../kube/meta/index.js';
import type { OperationHandler, Undo } from '../../contract/index.js';
import { conditionOf, HIBERNATION_CONDITION, isHibernating } from '../status/view.js';
import { defineOperation } from './define-operation.js';
import { ROLLING } from '../../contract/operations/index.js';
import type { Finding, Step } from '../../contract/operations/index.js';
import { undoneByOperator } from './report.js';
import { rollingOrder } from './rolling.js';
import { isReady, podOf, troubleWith, whyNotWhole, type Situation } from './situation.js';

/** Hibernation: the pods go, volumes and Services stay. The operator begins only while the database is healthy. */
export const stop: OperationHandler = defineOperation({
  ...ROLLING,
  disruption: () => 'Downtime',
  steps: (situation) => stopOrder(situation).map((member) => stopStep(situation, member)),
  judge: judgeStop,
  undo: (situation) => undoneByOperator(situation, { arrived: !isHibernating(situation.view) }),
});

/** The primary goes first, so that nobody takes over. */
const stopOrder = (situation: Situation): string[] => rollingOrder(situation).reverse();

function stopStep(situation: Situation, member: string): Step {
  const step = { name: 'StopMember', target: member };
  const pod = podOf(situation, member);
  if (!pod) return { ...step, state: 'Done', message: `Member ${member} has stopped; its volumes stay.` };
  const isGoing = pod.metadata.deletionTimestamp !== undefined;
  return { ...step, state: isGoing ? 'Running' : 'Pending', message: `Member ${member} is shutting down.` };
}

function judgeStop(situation: Situation): Finding {
  return { reached: 'All members are stopped; the volumes are kept.', waitsFor: whyAwake(situation) };
}

function whyAwake(situation: Situation): string | undefined {
  const { view } = situation;
  if (!isHibernating(view)) return 'Waits for the operator to be asked to stop the members.';
  const condition = conditionOf(view, HIBERNATION_CONDITION);
  if (condition?.reason === 'WaitingForHealthy') return whyNotWhole(situation);
  if (condition?.status !== 'True') return sayEnding(view.pods) ?? whyNotWhole(situation);
  const [pod] = view.pods;
  return pod && `The operator says that all members are stopped, and pod ${pod.metadata.name} is still there.`;
}

/** The operator waits for each, without a word of which: one on a node that is lost stays for ever. */
function sayEnding(pods: readonly UntypedObject[]): string | undefined {
  const ending = pods.filter(({ metadata }) => metadata.deletionTimestamp !== undefined);
  if (ending.length === 0) return undefined;
  return `Shutting down: ${ending.map(({ metadata }) => metadata.name).join(', ')}.`;
}

/** The end of hibernation, once everybody has recovered and is ready. */
export const start: OperationHandler = defineOperation({
  ...ROLLING,
  disruption: () => 'None',
  steps: (situation) =>
    rollingOrder(situation)
      .reverse()
      .map((member) => startStep(situation, member)),
  judge: judgeStart,
  undo: undoStart,
});

function startStep(situation: Situation, member: string): Step {
  const step = { name: 'StartMember', target: member };
  if (!podOf(situation, member)) return { ...step, state: 'Pending' };
  if (isReady(situation, member)) return { ...step, state: 'Done', message: `Member ${member} is ready.` };
  return { ...step, state: 'Running', message: troubleWith(situation, member) ?? `Member ${member} is starting.` };
}

function judgeStart(situation: Situation): Finding {
  const { view } = situation;
  const isAwake = !isHibernating(view) && conditionOf(view, HIBERNATION_CONDITION) === undefined;
  const waitsFor = isHibernating(view)
    ? 'Waits for the operator to be asked to start the members.'
    : whyNotWhole(situation);
  return {
    reached: 'Every member is ready.',
    waitsFor: waitsFor ?? (isAwake ? undefined : 'The operator has not yet noticed that the members shall run.'),
    settleSeconds: 5,
  };
}

function undoStart(situation: Situation): Undo {
  const condition = conditionOf(situation.view, HIBERNATION_CONDITION);
  if (!isHibernating(situation.view)) return { state: 'Running', waitingFor: 'The operator is not yet asked to stop.' };
  if (condition?.status === 'True') return { state: 'Done' };
  const problem = whyNotWhole(situation)!;
  if (condition?.reason !== 'WaitingForHealthy') return { state: 'Running', waitingFor: problem };
  return { state: 'Done', stays: `What has started stays for now. ${problem}` };
}
