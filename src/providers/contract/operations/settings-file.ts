import type { ChildAction } from '../child-action.js';
import type { EngineView } from '../status/index.js';
import type { OperationDefinition } from './define-operation.js';
import { applySettings, judgeSettings, RECONFIGURING, restartForSettings, unlistedSettings } from './intent-changes.js';
import type { Finding } from './report.js';
import { undoneByOperator } from './engine-operations.js';
import type { EngineSituation } from './situation.js';

/** Where settings are a file in the pods. */
export interface SettingsFile<S> extends Pick<OperationDefinition<S & EngineSituation>, 'disruption'> {
  /** True when the operator's object holds the settings as the specification has them. */
  readonly isAskedFor: (situation: S) => boolean;
  /** Whom it concerns, in the order in which the operator replaces them. */
  readonly order: (situation: S) => readonly string[];
  /** Every one of them has been made from the definition that stands. */
  readonly areCurrent: (situation: S) => boolean;
  /** Members that crash with the new settings are replaced by hand: the operator waits for them to be ready first. */
  readonly replaceStuck: (situation: S) => readonly ChildAction[];
  readonly result: (situation: S) => Finding['result'];
}

/** Whichever setting changes, every member that reads the file restarts; one that crashes stops the operator there. */
export const reconfiguringByFile = <V extends EngineView>({
  disruption,
  isAskedFor,
  order,
  areCurrent,
  replaceStuck,
  result,
}: SettingsFile<EngineSituation<V>>): OperationDefinition<EngineSituation<V>> => ({
  ...RECONFIGURING,
  disruption,
  steps: (situation) => {
    const isAsked = isAskedFor(situation);
    const turns = order(situation).map((member) => restartForSettings(situation, member, isAsked));
    return [applySettings(isAsked), ...turns];
  },
  restarts: order,
  warnings: (situation) => {
    const names = unlistedSettings(situation);
    if (names === undefined) return [];
    return [`The catalogue does not know ${names}: a member that does not either will not start.`];
  },
  judge: (situation) => {
    const isAsked = isAskedFor(situation);
    return {
      ...judgeSettings(situation, isAsked),
      actions: isAsked ? replaceStuck(situation) : [],
      result: result(situation),
    };
  },
  undo: (situation) => {
    const isAsked = isAskedFor(situation);
    return undoneByOperator(situation, {
      arrived: isAsked && areCurrent(situation),
      actions: isAsked ? replaceStuck(situation) : [],
    });
  },
});
