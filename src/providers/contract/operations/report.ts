import type { OperationMember, StepState } from '../../../resources/ops-request/index.js';
import type { OperationProgress, Undo } from '../operation.js';

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

/** What is so of the database, whatever the operation. */
export interface Circumstances {
  /** What has failed for good since it began: waiting longer would not help. */
  readonly failure?: string;
  /** Why the database is not whole, as a sentence; undefined when it is. */
  readonly whyNotWhole?: string;
  readonly isMember: (target: string) => boolean;
}

/** Done when every step is and nothing is waited for; failed when something has been given up. */
export function reportProgress(
  steps: readonly Step[],
  finding: Finding,
  circumstances: Circumstances,
): OperationProgress {
  const { actions, settleSeconds, result } = finding;
  const conclude = (shown: readonly Step[], verdict: Verdict): OperationProgress => ({
    ...verdict,
    ...summaryOf(shown, circumstances),
  });
  const failure = finding.failure ?? circumstances.failure;
  if (failure !== undefined) return conclude(markFailed(steps), { state: 'Failed', message: failure });
  const waitsFor = finding.waitsFor ?? (steps.every(isOver) ? undefined : describeWait(steps, circumstances));
  if (waitsFor !== undefined) return conclude(steps, { state: 'Running', message: waitsFor, actions });
  return conclude(steps, { state: 'Done', message: finding.reached, settleSeconds, result });
}

type Verdict = Pick<OperationProgress, 'state' | 'message' | 'actions' | 'settleSeconds' | 'result'>;
type Summary = Pick<OperationProgress, 'steps' | 'members' | 'done' | 'total'>;

function summaryOf(steps: readonly Step[], { isMember }: Circumstances): Summary {
  const members = membersAmong(steps, isMember);
  const done = steps.filter(isOver).length;
  return { steps, ...(members.length > 0 && { members }), done, total: steps.length };
}

export const isOver = ({ state }: Step): boolean => state === 'Done' || state === 'Skipped';

/** The cause, where the operator or Kubernetes shows one; else what comes next. */
function describeWait(steps: readonly Step[], { whyNotWhole }: Circumstances): string {
  const next = steps.find((step) => !isOver(step))!;
  const about = next.target === undefined ? next.name : `${next.name} of ${next.target}`;
  return whyNotWhole ?? next.message ?? `Waits for the operator to begin with ${about}.`;
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
function membersAmong(steps: readonly Step[], isMember: Circumstances['isMember']): OperationMember[] {
  const outcomes = new Map<string, OperationMember['outcome']>();
  for (const { target, state } of steps) {
    if (target !== undefined && isMember(target)) outcomes.set(target, OUTCOMES[state]);
  }
  return [...outcomes].map(([name, outcome]) => ({ name, outcome }));
}

/** The operator finds back by itself once its object is as before; `arrived` when it is. */
export function undoneWhenWhole(
  whyNotWhole: string | undefined,
  { arrived, actions, stays }: { arrived: boolean; actions?: OperationProgress['actions']; stays?: string },
): Undo {
  const missing = whyNotWhole ?? (arrived ? undefined : 'The former specification has not come into effect.');
  return missing === undefined ? { state: 'Done', stays } : { state: 'Running', waitingFor: missing, actions };
}
