import type { FieldError } from '../../../kube/schema/index.js';
import type { Disruption } from '../../../resources/ops-request/index.js';
import type {
  OperationHandler,
  OperationPlan,
  OperationProgress,
  OperationSubject,
  Undo,
} from '../../contract/index.js';
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
  const whenThere =
    <T>(answer: (situation: Situation) => T, otherwise: T) =>
    (subject: OperationSubject): T => {
      const situation = situationFor(definition, subject);
      return situation ? answer(situation) : otherwise;
    };
  return {
    timeoutSeconds,
    stallSeconds,
    disruption: whenThere(definition.disruption, 'None'),
    validate: whenThere(definition.validate ?? ((): FieldError[] => []), [NO_CLUSTER]),
    plan: whenThere((situation) => planOf(definition, situation), { steps: [], restarts: [] }),
    baseline: whenThere(({ baseline }) => baseline.record, {}),
    progress: whenThere((situation) => progressOf(definition, situation), ABSENT),
    undo: whenThere(definition.undo, { state: 'Impossible', why: NOTHING_THERE }),
  };
}

const NO_CLUSTER: FieldError = {
  path: ['spec', 'clusterRef', 'name'],
  type: 'FieldValueForbidden',
  detail: NOTHING_THERE,
};
const ABSENT: OperationProgress = { state: 'Running', message: NOTHING_THERE, steps: [], done: 0, total: 0 };

/** Before it begins, what would be recorded now is the baseline. */
function situationFor(definition: OperationDefinition, subject: OperationSubject): Situation | undefined {
  const situation = situationOf(subject);
  if (!situation || subject.request.status?.baseline) return situation;
  return { ...situation, baseline: situation.baseline.with(definition.baseline?.(situation) ?? {}) };
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
