import type { OperationHandler, Undo } from '../../contract/index.js';
import {
  judgeSettings,
  restartForSettings,
  ROLLING,
  settingsBefore,
  SETTINGS_STALL_SECONDS,
  undoneByOperator,
  unlistedSettings,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import type { PerconaCluster } from '../upstream.js';
import { dataOrder, isCurrent, movedPrimary, replaceStuckPods, rollingDisruption } from './rolling.js';
import { dataOf, type DefineFor, type SituationOf } from './situation.js';

/** True when the operator's object holds the settings as the specification has them. */
export type IsConfigured<U extends PerconaCluster> = (situation: SituationOf<U>) => boolean;

/** Settings are a file in the pods: whichever changes, every data member restarts. */
export function reconfiguringBy<U extends PerconaCluster>(
  define: DefineFor<U>,
  isConfigured: IsConfigured<U>,
): OperationHandler {
  return define({
    ...ROLLING,
    stallSeconds: SETTINGS_STALL_SECONDS,
    disruption: rollingDisruption,
    steps: (situation) => {
      const isAsked = isConfigured(situation);
      return [applying(isAsked), ...dataOrder(situation).map((each) => restartForSettings(situation, each, isAsked))];
    },
    restarts: dataOrder,
    warnings: (situation) => {
      const names = unlistedSettings(situation);
      return names === undefined
        ? []
        : [`The catalogue does not know ${names}: a member that does not either will not start.`];
    },
    baseline: settingsBefore,
    judge: (situation) => judge(situation, isConfigured(situation)),
    undo: (situation) => undo(situation, isConfigured(situation)),
  });
}

const applying = (isAsked: boolean): Step =>
  isAsked
    ? { name: 'ApplySettings', state: 'Done', message: 'The operator has the new settings.' }
    : { name: 'ApplySettings', state: 'Pending' };

/** The operator stops at the first member that crashes, and the others serve on with the former settings. */
const judge = <U extends PerconaCluster>(situation: SituationOf<U>, isAsked: boolean): Finding => ({
  ...judgeSettings(situation, isAsked),
  actions: isAsked ? replaceStuckPods(situation) : [],
  result: movedPrimary(situation),
});

function undo<U extends PerconaCluster>(situation: SituationOf<U>, isAsked: boolean): Undo {
  const pods = dataOf(situation).flatMap((component) => component.pods);
  return undoneByOperator(situation, {
    arrived: isAsked && pods.every((pod) => isCurrent(situation, pod)),
    actions: isAsked ? replaceStuckPods(situation) : [],
  });
}
