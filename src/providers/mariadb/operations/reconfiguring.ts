import type { Undo } from '../../contract/index.js';
import {
  disruptionOfRolling,
  judgeSettings,
  primaryLast,
  restartForSettings,
  ROLLING,
  settingsBefore,
  SETTINGS_STALL_SECONDS,
  undoneByOperator,
  unlistedSettings,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { configHashOf } from '../configuration.js';
import { CONFIG_HASH } from '../names.js';
import { defineOperation } from './define-operation.js';
import { arePodsCurrent, movedPrimary, replaceStuckPods } from './rolling.js';
import type { Situation } from './situation.js';

/** Settings are a file in the pods: whichever changes, every member is replaced, the primary last. */
export const reconfiguring = defineOperation({
  ...ROLLING,
  stallSeconds: SETTINGS_STALL_SECONDS,
  disruption: disruptionOfRolling,
  steps,
  restarts: primaryLast,
  warnings: (situation) => {
    const names = unlistedSettings(situation);
    return names === undefined
      ? []
      : [`The catalogue does not know ${names}: a member that does not either will not start.`];
  },
  baseline: settingsBefore,
  judge,
  undo,
});

const isAskedFor = ({ upstream, cluster }: Situation): boolean =>
  upstream.spec.podMetadata.annotations[CONFIG_HASH] === configHashOf(cluster.spec);

function steps(situation: Situation): Step[] {
  const isAsked = isAskedFor(situation);
  const applying: Step = isAsked
    ? { name: 'ApplySettings', state: 'Done', message: 'The operator has the new settings.' }
    : { name: 'ApplySettings', state: 'Pending' };
  return [applying, ...primaryLast(situation).map((member) => restartForSettings(situation, member, isAsked))];
}

function judge(situation: Situation): Finding {
  const isAsked = isAskedFor(situation);
  return {
    ...judgeSettings(situation, isAsked),
    actions: isAsked ? replaceStuckPods(situation) : [],
    result: movedPrimary(situation),
  };
}

/** Members that crash with the new settings are replaced by hand: the operator waits for them to be ready first. */
function undo(situation: Situation): Undo {
  const isAsked = isAskedFor(situation);
  return undoneByOperator(situation, {
    arrived: isAsked && arePodsCurrent(situation),
    actions: isAsked ? replaceStuckPods(situation) : [],
  });
}
