import type { OperationProgress } from '../../../providers/contract/index.js';
import type { OperationStep, OpsRequestStatus, StepState } from '../../../resources/ops-request/index.js';
import { jsonEqual } from '../../../kube/schema/index.js';
import { tell, tellWait, type LogLine } from './log.js';

type SeenStep = OperationProgress['steps'][number];

const OVER: readonly StepState[] = ['Done', 'Failed', 'Skipped'];

/** What was seen becomes status: times of the steps, lines of the log, the moment of the last progress. */
export function foldProgress(status: OpsRequestStatus, progress: OperationProgress, now: string): OpsRequestStatus {
  const steps = progress.steps.map((step) => withTimes(step, findStep(status.steps, step), now));
  const next: OpsRequestStatus = {
    ...status,
    steps,
    message: progress.message,
    progress: progress.total > 0 ? `${progress.done}/${progress.total}` : undefined,
    members: progress.members ? [...progress.members] : status.members,
  };
  const gotOn = !jsonEqual(essenceOf(status), essenceOf(next));
  const told = tell({ ...next, progressedAt: gotOn ? now : status.progressedAt }, linesOf(status, steps), now);
  return progress.state === 'Running' ? tellWait(told, progress.message, now) : told;
}

/** What must change for an operation to be getting on: a message that is worded anew is no progress. */
function essenceOf({ steps = [], progress, members = [] }: OpsRequestStatus): unknown {
  return [
    progress ?? '',
    steps.map(({ name, target = '', state }) => [name, target, state]),
    members.map(({ name, outcome }) => [name, outcome]),
  ];
}

function withTimes(step: SeenStep, before: OperationStep | undefined, now: string): OperationStep {
  const begun = step.state !== 'Pending' && step.state !== 'Skipped';
  const startedAt = before?.startedAt ?? (begun ? now : undefined);
  const finishedAt = OVER.includes(step.state) ? (before?.finishedAt ?? now) : undefined;
  return { ...step, ...(startedAt && { startedAt }), ...(finishedAt && { finishedAt }) };
}

/** One line for each step that began or ended since the last look. */
function linesOf({ steps: before }: OpsRequestStatus, steps: readonly OperationStep[]): LogLine[] {
  return steps.flatMap((step) => {
    const was = findStep(before, step)?.state ?? 'Pending';
    return was === step.state ? [] : lineOf(step);
  });
}

const VERBS: Readonly<Record<StepState, string | undefined>> = {
  Pending: undefined,
  Running: 'began',
  Done: 'was done',
  Failed: 'failed',
  Skipped: undefined,
};

function lineOf({ name, target, state, message }: OperationStep): LogLine[] {
  const verb = VERBS[state];
  if (!verb) return [];
  const about = target ? `${name} of ${target}` : name;
  return [
    {
      code: `Step${state}`,
      level: state === 'Failed' ? 'Error' : 'Info',
      step: name,
      member: target,
      message: message ?? `${about} ${verb}.`,
    },
  ];
}

function findStep(steps: readonly OperationStep[] | undefined, { name, target }: SeenStep): OperationStep | undefined {
  return steps?.find((step) => step.name === name && step.target === target);
}
