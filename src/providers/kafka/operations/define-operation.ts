import type { OperationProgress, Undo } from '../../contract/index.js';
import {
  operationsFor,
  reportProgress,
  undoneWhenWhole,
  type Finding,
  type Step,
} from '../../contract/operations/index.js';
import { failureOf, situationOf, whyNotWhole, type Situation } from './situation.js';

const report = (situation: Situation, steps: readonly Step[], finding: Finding): OperationProgress =>
  reportProgress(steps, finding, {
    failure: failureOf(situation),
    whyNotWhole: whyNotWhole(situation),
    isMember: (target) =>
      situation.baseline.members.includes(target) || situation.view.members.some(({ name }) => name === target),
  });

export const defineOperation = operationsFor({
  situationOf,
  report,
  nothingThere: "The operator's Kafka is not there.",
});

/** The operator finds back by itself once its objects are as before; `arrived` when they are. */
export const undoneByOperator = (situation: Situation, found: Parameters<typeof undoneWhenWhole>[1]): Undo =>
  undoneWhenWhole(whyNotWhole(situation), found);
