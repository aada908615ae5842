import type { OperationProgress, OperationSubject, Undo } from '../../contract/index.js';
import type { OperationMember, StepState } from '../../../resources/ops-request/index.js';
import { failureOf, whyNotWhole, type Situation } from './situation.js';

export type Step = OperationProgress['steps'][number];

/** What one type of operation finds, beside its steps. */
export interface Finding {
  /** What must still come though every step is done. */
  readonly waitsFor?: string;
  /** Why it will never come. */
  readonly failure?: string;
  /** What is so at the end. */
  readonly reached: string;
  readonly actions?: OperationProgress['actions'];
  readonly settleSeconds?: number;
  readonly result?: OperationProgress['result'];
}

/** Done when every step is and nothing is waited for; failed when something has been given up. */
export function report(situation: Situation, steps: readonly Step[], finding: Finding): OperationProgress {
  const failure = finding.failure ?? failureOf(situation);
  const { actions, settleSeconds, result } = finding;
  if (failure !== undefined) return conclude(situation, markFailed(steps), { state: 'Failed', message: failure });
  const waitsFor = finding.waitsFor ?? (steps.every(isOver) ? undefined : describeWait(situation, steps));
  if (waitsFor !== undefined) return conclude(situation, steps, { state: 'Running', message: waitsFor, actions });
  return conclude(situation, steps, { state: 'Done', message: finding.reached, settleSeconds, result });
}

type Verdict = Pick<OperationProgress, 'state' | 'message' | 'actions' | 'settleSeconds' | 'result'>;

function conclude({ cluster }: OperationSubject, steps: readonly Step[], verdict: Verdict): OperationProgress {
  const members = membersAmong(steps, cluster.metadata.name);
  return {
    ...verdict,
    steps,
    ...(members.length > 0 && { members }),
    done: steps.filter(isOver).length,
    total: steps.length,
  };
}

export const isOver = ({ state }: Step): boolean => state === 'Done' || state === 'Skipped';

/** The cause, where the operator or Kubernetes shows one; else what comes next. */
function describeWait(situation: Situation, steps: readonly Step[]): string {
  const next = steps.find((step) => !isOver(step))!;
  const about = next.target === undefined ? next.name : `${next.name} of ${next.target}`;
  return whyNotWhole(situation) ?? next.message ?? `Waits for the operator to begin with ${about}.`;
}

/** What was under way has failed; what had not begun will not be. */
export function markFailed(steps: readonly Step[]): Step[] {
  const culprit = (['Failed', 'Running', 'Pending'] as const)
    .map((wanted) => steps.find(({ state }) => state === wanted))
    .find((step) => step !== undefined);
  const verdictOn = (step: Step): StepState => (step === culprit ? 'Failed' : 'Skipped');
  return steps.map((step) => (isOver(step) ? step : { ...step, state: verdictOn(step), message: undefined }));
}

const OUTCOMES = {
  Pending: 'Pending',
  Running: 'Running',
  Done: 'Done',
  Skipped: 'Pending',
  Failed: 'Failed',
} as const;

/** Of every step that is about a member; its last step speaks for it. */
function membersAmong(steps: readonly Step[], cluster: string): OperationMember[] {
  const outcomes = new Map<string, OperationMember['outcome']>();
  for (const { target, state } of steps) {
    if (target !== undefined && isMemberOf(target, cluster)) outcomes.set(target, OUTCOMES[state]);
  }
  return [...outcomes].map(([name, outcome]) => ({ name, outcome }));
}

const isMemberOf = (name: string, cluster: string): boolean =>
  name.startsWith(`${cluster}-`) && /^\d+$/.test(name.slice(cluster.length + 1));

/** The operator finds back by itself once its Cluster is as before; `arrived` when it is. */
export function undoneByOperator(
  situation: Situation,
  { arrived, actions, stays }: { arrived: boolean; actions?: OperationProgress['actions']; stays?: string },
): Undo {
  const missing =
    whyNotWhole(situation) ?? (arrived ? undefined : 'The former specification has not come into effect.');
  return missing === undefined ? { state: 'Done', stays } : { state: 'Running', waitingFor: missing, actions };
}
