import { formatTime } from '../../../kube/meta/index.js';
import type { OperationStep, OpsRequest, OpsRequestStatus } from '../../../resources/ops-request/index.js';
import type { Outcome } from '../operation-run.js';
import { requesterOf } from './accepted.js';
import { conditionOf, withCondition } from './conditions.js';
import { tell } from './log.js';

const DAY_SECONDS = 86_400;
const TTL_SECONDS = 7 * DAY_SECONDS;
/** Failures are looked for later than successes are. */
const TTL_AFTER_FAILURE_SECONDS = 30 * DAY_SECONDS;

/** The last status of an operation, from what was `seen` last: what happened, and when the object may go. */
export function endedStatus(
  request: OpsRequest,
  outcome: Outcome,
  nowMs: number,
  seen: OpsRequestStatus = request.status ?? {},
): OpsRequestStatus {
  const now = formatTime(new Date(nowMs));
  const { phase, reason, message, result } = outcome;
  const { queuePosition: _, blockedBy: __, ...status } = seen;
  const ended: OpsRequestStatus = {
    ...status,
    phase,
    reason,
    message,
    observedGeneration: request.metadata.generation,
    requestedBy: requesterOf(request),
    cancellable: false,
    ...(status.steps && { steps: status.steps.map((step) => closeStep(step, phase, now)) }),
    ...(result && { result }),
    finishedAt: now,
    expiresAt: formatTime(new Date(nowMs + ttlSeconds(request, phase) * 1000)),
  };
  const succeeded = phase === 'Succeeded';
  const complete = withCondition(
    acceptedOrNot(ended, request, now),
    { type: 'Complete', status: succeeded ? 'True' : 'False', reason, message },
    request,
    now,
  );
  return tell(complete, [{ code: reason, level: phase === 'Failed' ? 'Error' : 'Info', message }], now);
}

/** One that ends before it was ever queued was refused. */
function acceptedOrNot(status: OpsRequestStatus, request: OpsRequest, now: string): OpsRequestStatus {
  if (conditionOf(status, 'Accepted') || status.phase === 'Succeeded') return status;
  const { reason, message } = status as { reason: Outcome['reason']; message: string };
  return withCondition(status, { type: 'Accepted', status: 'False', reason, message }, request, now);
}

function ttlSeconds({ spec }: OpsRequest, phase: Outcome['phase']): number {
  return spec.ttlSecondsAfterFinished ?? (phase === 'Failed' ? TTL_AFTER_FAILURE_SECONDS : TTL_SECONDS);
}

function closeStep(step: OperationStep, phase: Outcome['phase'], now: string): OperationStep {
  if (step.state === 'Pending') return { ...step, state: 'Skipped' };
  if (step.state !== 'Running') return step;
  const state = { Succeeded: 'Done', Failed: 'Failed', Cancelled: 'Skipped' } as const;
  return { ...step, state: state[phase], finishedAt: now };
}
