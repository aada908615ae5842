import type { Disruption } from '../../../resources/ops-request/index.js';
import type { Undo } from '../../contract/index.js';
import { jsonEqual } from '../../../kube/schema/index.js';
import { changedSettings, ROLLING, settingsBefore, type Finding, type Step } from '../../contract/operations/index.js';
import { bornWith } from '../birth.js';
import { configOf } from '../config.js';
import { isRoundDone } from '../status/change-under-way.js';
import { defineOperation, undoneByOperator } from './define-operation.js';
import { memberStep, rollingDisruption, rollingOrder } from './rolling.js';
import { isNewPod, podOf, whyNotWhole, type Situation } from './situation.js';

/** A node that crashes with the new settings is known within minutes. */
const STALL_SECONDS = 600;

/** The operator changes what can be changed while nodes run, and restarts them for the rest. */
export const reconfiguring = defineOperation({
  ...ROLLING,
  stallSeconds: STALL_SECONDS,
  disruption,
  steps,
  restarts: restartOrder,
  warnings,
  baseline: settingsBefore,
  judge,
  undo,
});

const isRestartNeeded = (situation: Situation): boolean =>
  changedSettings(situation).some(({ listed }) => listed?.restart ?? true);

function disruption(situation: Situation): Disruption {
  return isRestartNeeded(situation) ? rollingDisruption(situation) : 'None';
}

/** What is not in the catalogue may be a plug-in's: the operator then restarts every node. */
function restartOrder(situation: Situation): string[] {
  return isRestartNeeded(situation) ? rollingOrder(situation) : [];
}

function warnings(situation: Situation): string[] {
  const unlisted = changedSettings(situation).filter(({ listed }) => !listed);
  if (unlisted.length === 0) return [];
  const names = unlisted.map(({ name }) => name).join(', ');
  return [`The catalogue does not know ${names}: where Kafka does not either, every node restarts for nothing.`];
}

/** Nobody but us writes the settings, so they are equal or old. */
function isAskedFor({ upstream, cluster, observed }: Situation): boolean {
  return jsonEqual(upstream.spec.kafka.config, configOf(cluster, bornWith(cluster, observed)));
}

function steps(situation: Situation): Step[] {
  return [applying(situation), ...restartOrder(situation).map((member) => restarting(situation, member))];
}

function applying(situation: Situation): Step {
  const step = { name: 'ApplySettings' };
  if (!isAskedFor(situation)) return { ...step, state: 'Pending' };
  return isRoundDone(situation.view)
    ? { ...step, state: 'Done', message: 'The operator has carried the new settings to every node.' }
    : { ...step, state: 'Running', message: 'The operator carries the new settings to the nodes.' };
}

/** A setting that could be changed while nodes run has needed no restart, whatever the catalogue says. */
function restarting(situation: Situation, member: string): Step {
  const turn = { name: 'RestartMember', member, place: 'with the new settings' };
  const step = memberStep(situation, turn, (pod) => isNewPod(situation, pod));
  const isSettled = isAskedFor(situation) && whyNotWhole(situation) === undefined;
  return step.state === 'Pending' && isSettled && podOf(situation, member)
    ? { ...step, state: 'Skipped', message: `Member ${member} keeps its pod.` }
    : step;
}

function judge(situation: Situation): Finding {
  const names = changedSettings(situation).map(({ name }) => name);
  return {
    reached: names.length > 0 ? `In force: ${names.join(', ')}.` : 'Every setting had the value already.',
    waitsFor: isAskedFor(situation)
      ? whyNotWhole(situation)
      : 'Waits for the operator to be asked for the new settings.',
    settleSeconds: 5,
  };
}

function undo(situation: Situation): Undo {
  return undoneByOperator(situation, { arrived: isAskedFor(situation) });
}
