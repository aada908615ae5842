import { jsonEqual } from '../kube/schema/index.js';
import { sameQuantity } from '../kube/meta/index.js';
import type {
  OperationHandler,
  OperationPlan,
  OperationProgress,
  OperationSubject,
} from '../providers/contract/index.js';
import type { Disruption } from '../resources/ops-request/index.js';
import type { IntentChange } from './intent.js';
import { subjectOf, type Judgement, type OperationInput } from './judge.js';

/** A field of the specification, before and after. */
export interface FieldChange {
  readonly path: string;
  readonly previous?: unknown;
  readonly applied?: unknown;
}

/** What an operation would do, told before anything is written. */
export interface Plan extends OperationPlan {
  readonly changes: readonly FieldChange[];
  readonly disruption: Disruption;
  readonly warnings: readonly string[];
}

/** Of a judgement, what the plan goes by. */
export type Findings = Pick<Judgement, 'intent' | 'source'>;

/** Of a request without problems. */
export function planOperation(input: OperationInput, handler: OperationHandler, { intent, source }: Findings): Plan {
  const subject = subjectOf(input, source);
  if (alreadySo(handler, subject, intent)) return NOTHING_TO_DO;
  const plan = handler.plan(subject);
  const changes = intent ? changesOf(intent) : [];
  return { ...plan, warnings: plan.warnings ?? [], changes, disruption: handler.disruption(subject) };
}

const NOTHING_TO_DO: Plan = { steps: [], restarts: [], warnings: [], changes: [], disruption: 'None' };

/** How it stands, where that is what is asked for: in the specification and in the database. */
export function alreadySo(
  handler: OperationHandler,
  subject: OperationSubject,
  intent: IntentChange | undefined,
): OperationProgress | undefined {
  if (!intent || changesOf(intent).length > 0) return undefined;
  const progress = handler.progress(subject);
  return progress.state === 'Done' ? progress : undefined;
}

/** The fields that would really change. */
export function changesOf({ previous, applied }: IntentChange): FieldChange[] {
  return applied
    .map(({ path, value }, index) => ({ path, previous: previous[index]?.value, applied: value }))
    .filter((change) => !sameValue(change.previous, change.applied));
}

/** Quantities are equal by value: `1Gi` is `1024Mi`. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b === 'string') return sameQuantity(a, b);
  return jsonEqual(a, b);
}
