import { formatTime } from '../../../kube/meta/index.js';
import type { Undo } from '../../../providers/contract/index.js';
import type { OperationPhase, OpsRequestStatus } from '../../../resources/ops-request/index.js';
import type { OperationReason } from '../../../domain/operation-reasons.js';
import { subjectOf, type ActiveRun, type Outcome } from '../operation-run.js';
import type { OperationWriter } from '../operation-writer.js';
import { rollbackCause, withCondition } from '../status/conditions.js';
import { tell, tellWait } from '../status/log.js';
import { describeFields, restored, revertible } from '../status/standing.js';

const POLL_MS = 5_000;

/** The way back of an operation that failed or was called off: its fields, then whatever the engine has to put right. */
export class Unwinder {
  constructor(private readonly writer: OperationWriter) {}

  /** From here on there is no way forward any more; `seen` is the status as it was observed last. */
  async begin(run: ActiveRun, outcome: Outcome, seen: OpsRequestStatus): Promise<number> {
    const undo = run.handler.undo(subjectOf(run));
    if (undo.state === 'Impossible') return this.end(run, withStay(outcome, undo.why), seen);
    await this.writer.report(run, unwindingStatus(run, outcome, seen));
    return 0;
  }

  async lookAt(run: ActiveRun): Promise<number> {
    const { target, request } = run;
    const fields = revertible(request.status!, target.cluster);
    if (fields.length > 0) {
      await this.writer.writeFields(run, target.cluster, fields);
      return 0;
    }
    return this.settle(run, run.handler.undo(subjectOf(run)));
  }

  private async settle(run: ActiveRun, undo: Undo): Promise<number> {
    const { status = {} } = run.request;
    const outcome = outcomeOf(status);
    if (undo.state === 'Impossible') return this.end(run, withStay(outcome, undo.why), status);
    if (undo.state === 'Done') return this.end(run, withWayBack(run, outcome, undo.stays), backStatus(run, status));
    await this.writer.act(run, undo.actions);
    if (isOverdue(run))
      return this.end(run, withStay(outcome, `The way back has not ended: ${undo.waitingFor}`), status);
    await this.writer.report(run, tellWait(status, undo.waitingFor, formatTime(new Date(run.nowMs))));
    return POLL_MS;
  }

  private async end(run: ActiveRun, outcome: Outcome, seen: OpsRequestStatus): Promise<number> {
    await this.writer.end(run, outcome, seen);
    return Infinity;
  }
}

function unwindingStatus(
  run: ActiveRun,
  { phase, reason, message }: Outcome,
  seen: OpsRequestStatus,
): OpsRequestStatus {
  const { request, nowMs, target } = run;
  const now = formatTime(new Date(nowMs));
  const cancelled = phase === 'Cancelled';
  const during: OperationPhase = cancelled ? 'Cancelling' : 'Running';
  const cause = { type: 'RolledBack', status: 'False', reason, message } as const;
  const asked = { type: 'CancelRequested', status: 'True', reason, message } as const;
  const marked = withCondition(seen, cause, request, now);
  const status: OpsRequestStatus = {
    ...(cancelled ? withCondition(marked, asked, request, now) : marked),
    phase: during,
    reason: 'RollingBack',
    message,
    cancellable: false,
  };
  const fields = revertible(seen, target.cluster);
  const putBack = fields.length > 0 ? ` Putting back ${describeFields(fields)}.` : '';
  return tell(status, [{ code: 'RollingBack', level: 'Warning', message: `${message}${putBack}` }], now);
}

/** Why it is on its way back stands in its condition, so that it survives a restart of ours. */
function outcomeOf(status: OpsRequestStatus): Outcome {
  const { reason, message } = rollbackCause(status)!;
  const phase = status.phase === 'Cancelling' ? 'Cancelled' : 'Failed';
  return { phase, reason: reason as OperationReason, message };
}

function backStatus({ request, nowMs }: ActiveRun, status: OpsRequestStatus): OpsRequestStatus {
  const { reason, message } = outcomeOf(status);
  const back = { type: 'RolledBack', status: 'True', reason, message } as const;
  return withCondition(status, back, request, formatTime(new Date(nowMs)));
}

/** Of its fields, those that somebody edited meanwhile were not put back, and are not said to be. */
function withWayBack({ request, target }: ActiveRun, outcome: Outcome, stays: string | undefined): Outcome {
  const fields = restored(request.status!, target.cluster);
  const putBack = fields.length > 0 ? ` Put back: ${describeFields(fields)}.` : '';
  return { ...outcome, message: `${outcome.message}${putBack}${stays ? ` ${stays}` : ''}` };
}

const withStay = (outcome: Outcome, stays: string): Outcome => ({ ...outcome, message: `${outcome.message} ${stays}` });

/** As long as the way forward may stand still, so long may the way back. */
function isOverdue({ request, handler, nowMs }: ActiveRun): boolean {
  const since = rollbackCause(request.status)!.lastTransitionTime;
  return nowMs - Date.parse(since) >= handler.stallSeconds * 1000;
}
