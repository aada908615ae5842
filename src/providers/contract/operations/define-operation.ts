import type { FieldError } from '../../../kube/schema/index.js';
import type { Disruption } from '../../../resources/ops-request/index.js';
import type { OperationHandler, OperationPlan, OperationProgress, OperationSubject, Undo } from '../operation.js';
import type { Baseline } from './baseline.js';
import type { Limits } from './limits.js';
import type { Finding, Step } from './report.js';

/** What the operations of every engine have in common to look at. */
export interface OperationSituation extends OperationSubject {
  readonly baseline: Baseline;
}

/** One type of operation, told by what is special about it; `S` is what its engine sees of a database. */
export interface OperationDefinition<S extends OperationSituation> extends Limits {
  /** A word where it is the same of every database and whatever is asked for. */
  readonly disruption: Disruption | ((situation: S) => Disruption);
  readonly validate?: (situation: S) => FieldError[];
  /** In order, as far as they are; before the operation begins all of them are Pending or need not be done. */
  readonly steps: (situation: S) => Step[];
  readonly restarts?: (situation: S) => readonly string[];
  readonly warnings?: (situation: S) => readonly string[];
  /** Beside the members and what they consist of. */
  readonly baseline?: (situation: S) => Readonly<Record<string, string>>;
  readonly judge: (situation: S, steps: readonly Step[]) => Finding;
  readonly undo: (situation: S) => Undo;
}

/** How an engine looks at a database, and at what an operation finds. */
export interface OperationView<S extends OperationSituation> {
  /** Undefined while the upstream is not there: then there is nothing to judge. */
  readonly situationOf: (subject: OperationSubject) => S | undefined;
  readonly report: (situation: S, steps: readonly Step[], finding: Finding) => OperationProgress;
  /** What to say while it is not: whoever deleted it is told elsewhere. */
  readonly nothingThere: string;
}

export const operationsFor =
  <S extends OperationSituation>(view: OperationView<S>) =>
  (definition: OperationDefinition<S>): OperationHandler => {
    const { timeoutSeconds, stallSeconds, disruption } = definition;
    const whenThere =
      <T>(answer: (situation: S) => T, otherwise: T) =>
      (subject: OperationSubject): T => {
        const situation = situationFor(view, definition, subject);
        return situation ? answer(situation) : otherwise;
      };
    const { nothingThere } = view;
    return {
      timeoutSeconds,
      stallSeconds,
      ...(typeof disruption === 'string'
        ? { alwaysDisrupts: disruption, disruption: whenThere(() => disruption, 'None') }
        : { disruption: whenThere(disruption, 'None') }),
      validate: whenThere(definition.validate ?? ((): FieldError[] => []), [refusal(nothingThere)]),
      plan: whenThere((situation) => planOf(definition, situation), { steps: [], restarts: [] }),
      baseline: whenThere(({ baseline }) => baseline.record, {}),
      progress: whenThere((situation) => progressOf(view, definition, situation), waiting(nothingThere)),
      undo: whenThere(definition.undo, { state: 'Impossible', why: nothingThere }),
    };
  };

const refusal = (detail: string): FieldError => ({
  path: ['spec', 'clusterRef', 'name'],
  type: 'FieldValueForbidden',
  detail,
});

const waiting = (message: string): OperationProgress => ({ state: 'Running', message, steps: [], done: 0, total: 0 });

/** Before it begins, what would be recorded now is the baseline. */
function situationFor<S extends OperationSituation>(
  view: OperationView<S>,
  definition: OperationDefinition<S>,
  subject: OperationSubject,
): S | undefined {
  const situation = view.situationOf(subject);
  if (!situation || subject.request.status?.baseline) return situation;
  return { ...situation, baseline: situation.baseline.with(definition.baseline?.(situation) ?? {}) };
}

function planOf<S extends OperationSituation>(definition: OperationDefinition<S>, situation: S): OperationPlan {
  return {
    steps: definition.steps(situation).map(({ name, target }) => ({ name, ...(target !== undefined && { target }) })),
    restarts: definition.restarts?.(situation) ?? [],
    warnings: definition.warnings?.(situation) ?? [],
  };
}

function progressOf<S extends OperationSituation>(
  view: OperationView<S>,
  definition: OperationDefinition<S>,
  situation: S,
): OperationProgress {
  const steps = definition.steps(situation);
  return view.report(situation, steps, definition.judge(situation, steps));
}

/** One type of operation that is carried out in one way or another, by what is asked for. */
export const oneOf = (limits: Limits, choose: (subject: OperationSubject) => OperationHandler): OperationHandler => ({
  timeoutSeconds: limits.timeoutSeconds,
  stallSeconds: limits.stallSeconds,
  disruption: (subject) => choose(subject).disruption(subject),
  validate: (subject) => choose(subject).validate(subject),
  plan: (subject) => choose(subject).plan(subject),
  baseline: (subject) => choose(subject).baseline(subject),
  progress: (subject) => choose(subject).progress(subject),
  undo: (subject) => choose(subject).undo(subject),
});
