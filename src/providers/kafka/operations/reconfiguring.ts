import type { Disruption } from '../../../resources/ops-request/index.js';
import type { Undo } from '../../contract/index.js';
import { jsonEqual } from '../../../kube/schema/index.js';
import {
  changedSettings,
  judgeSettings,
  restartForSettings,
  RECONFIGURING,
  undoneByOperator,
  unlistedSettings,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { bornWith } from '../birth.js';
import { configOf } from '../config.js';
import { isRoundDone } from '../status/change-under-way.js';
import { defineOperation } from './define-operation.js';
import { rollingDisruption, rollingOrder } from './rolling.js';
import type { Situation } from './situation.js';

/** The operator changes what can be changed while nodes run, and restarts them for the rest. */
export const reconfiguring = defineOperation({
  ...RECONFIGURING,
  disruption,
  steps,
  restarts: restartOrder,
  warnings,
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
  const names = unlistedSettings(situation);
  return names === undefined
    ? []
    : [`The catalogue does not know ${names}: where Kafka does not either, every node restarts for nothing.`];
}

/** Nobody but us writes the settings, so they are equal or old. */
function isAskedFor({ upstream, cluster, observed }: Situation): boolean {
  return jsonEqual(upstream.spec.kafka.config, configOf(cluster, bornWith(cluster, observed)));
}

function steps(situation: Situation): Step[] {
  return [
    applying(situation),
    ...restartOrder(situation).map((member) => restartForSettings(situation, member, isAskedFor(situation))),
  ];
}

function applying(situation: Situation): Step {
  const step = { name: 'ApplySettings' };
  if (!isAskedFor(situation)) return { ...step, state: 'Pending' };
  return isRoundDone(situation.view)
    ? { ...step, state: 'Done', message: 'The operator has carried the new settings to every node.' }
    : { ...step, state: 'Running', message: 'The operator carries the new settings to the nodes.' };
}

function judge(situation: Situation): Finding {
  return judgeSettings(situation, isAskedFor(situation));
}

function undo(situation: Situation): Undo {
  return undoneByOperator(situation, { arrived: isAskedFor(situation) });
}
