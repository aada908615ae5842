import type { FieldError } from '../../../kube/schema/index.js';
import type { Disruption } from '../../../resources/ops-request/index.js';
import type {
  OperationHandler,
  OperationPlan,
  OperationProgress,
  OperationSubject,
  Undo,
} from '../../contract/index.js';
import { recordBaseline } from './baseline.js';
import { report, type Finding, type Step } from './report.js';
import { situationOf, type Situation } from './situation.js';

/** One type of operation, told by what is special about it. */
export interface OperationDefinition {
  readonly timeoutSeconds: number;
  readonly stallSeconds: number;
  readonly disruption: (situation: Situation) => Disruption;
  readonly validate?: (situation: Situation) => FieldError[];
  /** In order, as far as they are; before the operation begins all of them are Pending or need not be done. */
  readonly steps: (situation: Situation) => Step[];
  readonly restarts?: (situation: Situation) => readonly string[];
  readonly warnings?: (situation: Situation) => readonly string[];
  /** Beside the members and what they consist of. */
  readonly baseline?: (situation: Situation) => Readonly<Record<string, string>>;
  readonly judge: (situation: Situation, steps: readonly Step[]) => Finding;
  readonly undo: (situation: Situation) => Undo;
}

/** While the operator's Cluster is away there is nothing to judge: whoever deleted it is told elsewhere. */
const NOTHING_THERE = "The operator's Cluster is not there.";

export function defineOperation(definition: OperationDefinition): OperationHandler {
  const { timeoutSeconds, stallSeconds } = definition;
  return {
    timeoutSeconds,
    stallSeconds,
    disruption: whenThere(definition.disruption, 'None'),
    validate: whenThere(definition.validate ?? ((): FieldError[] => []), [
      { path: ['spec', 'clusterRef', 'name'], type: 'FieldValueForbidden', detail: NOTHING_THERE },
    ]),
    plan: whenThere((situation) => planOf(definition, situation), { steps: [], restarts: [] }),
    baseline: (subject) => ({ ...recordBaseline(subject), ...extraBaseline(definition, subject) }),
    progress: whenThere((situation) => progressOf(definition, situation), ABSENT),
    undo: whenThere(definition.undo, { state: 'Impossible', why: NOTHING_THERE }),
  };
}

const ABSENT: OperationProgress = { state: 'Running', message: NOTHING_THERE, steps: [], done: 0, total: 0 };

function whenThere<T>(answer: (situation: Situation) => T, otherwise: T): (subject: OperationSubject) => T {
  return (subject) => {
    const situation = situationOf(subject);
    return situation ? answer(situation) : otherwise;
  };
}

function planOf(definition: OperationDefinition, situation: Situation): OperationPlan {
  return {
    steps: definition.steps(situation).map(({ name, target }) => ({ name, ...(target !== undefined && { target }) })),
    restarts: definition.restarts?.(situation) ?? [],
    warnings: definition.warnings?.(situation) ?? [],
  };
}

function progressOf(definition: OperationDefinition, situation: Situation): OperationProgress {
  const steps = definition.steps(situation);
  return report(situation, steps, definition.judge(situation, steps));
}

function extraBaseline({ baseline }: OperationDefinition, subject: OperationSubject): Readonly<Record<string, string>> {
  const situation = situationOf(subject);
  return situation && baseline ? baseline(situation) : {};
}
