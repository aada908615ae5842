import { reasonOf } from '../../../domain/errors.js';
import { LABELS } from '../../../domain/naming.js';
import { findCondition, formatTime } from '../../../kube/meta/index.js';
import type { OperationProgress } from '../../../providers/contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { OpsRequestStatus } from '../../../resources/ops-request/index.js';
import { failure, subjectOf, type ActiveRun, type Outcome } from '../operation-run.js';
import type { OperationWriter } from '../operation-writer.js';
import { conditionOf, isApplied, withCondition } from '../status/conditions.js';
import { foldProgress } from '../status/fold-progress.js';
import { standingOf } from '../status/standing.js';
import type { Unwinder } from './unwind.js';

/** Events come first; this is for what no event tells. */
const POLL_MS = 5_000;

/** An operation that has begun: its change is written, its engine brought on and watched, until the result shows. */
export class Advancer {
  constructor(
    private readonly writer: OperationWriter,
    private readonly unwinder: Unwinder,
  ) {}

  async lookAt(run: ActiveRun): Promise<number> {
    const { cluster } = run.target;
    const { status = {} } = run.request;
    const standing = standingOf(status, cluster);
    if (standing === 'previous' && !isApplied(status)) {
      await this.writer.writeFields(run, cluster, status.applied!);
      return 0;
    }
    if (standing !== 'applied') return this.end(run, TAKEN_AWAY, status);
    const progress = run.handler.progress(subjectOf(run));
    return this.follow(run, progress, observedStatus(run, progress));
  }

  private async follow(run: ActiveRun, progress: OperationProgress, status: OpsRequestStatus): Promise<number> {
    const failed = failureOf(run, progress, status);
    if (failed) return this.unwinder.begin(run, failed, status);
    if (progress.state === 'Running') await this.bringOn(run, progress);
    const settleMs = settleMsLeft(run, progress, status);
    if (settleMs <= 0) return this.end(run, succeeded(progress), status);
    return Math.min(await this.writer.reportProgress(run, status), settleMs, POLL_MS);
  }

  private async bringOn(run: ActiveRun, { backup, actions }: OperationProgress): Promise<void> {
    if (backup !== undefined && !run.target.world.backup(backup)) await this.writer.makeBackup(run, backup);
    await this.writer.act(run, actions);
  }

  private async end(run: ActiveRun, outcome: Outcome, seen: OpsRequestStatus): Promise<number> {
    await this.writer.end(run, outcome, seen);
    return Infinity;
  }
}

const TAKEN_AWAY = failure(
  'Conflict',
  'Somebody edited the very fields that it had changed. The edit is the newer wish and stays; ask again if it was a mistake.',
);

const succeeded = ({ message, result }: OperationProgress): Outcome => ({
  phase: 'Succeeded',
  reason: 'Observed',
  message,
  result,
});

function observedStatus(run: ActiveRun, progress: OperationProgress): OpsRequestStatus {
  const { request, handler, nowMs } = run;
  const now = formatTime(new Date(nowMs));
  const applied = { type: 'Applied', status: 'True', reason: 'InProgress', message: 'Its change is written.' } as const;
  const reason = progress.state === 'Done' ? 'Settling' : 'InProgress';
  const complete = { type: 'Complete', status: 'False', reason, message: progress.message } as const;
  const before = request.status!;
  const known = before.applied ? withCondition(before, applied, request, now) : before;
  const folded = foldProgress(withCondition(known, complete, request, now), progress, now);
  const cancellable = handler.undo(subjectOf(run)).state !== 'Impossible';
  // The moment from which Done has been seen without a break is a moment of progress.
  const isNew = conditionOf(before, 'Complete')?.reason !== reason;
  return { ...folded, reason, cancellable, progressedAt: isNew ? now : folded.progressedAt };
}

/** Above zero while Done is too young to be believed, and while it is not seen at all. */
function settleMsLeft(
  { nowMs }: ActiveRun,
  { state, settleSeconds = 0 }: OperationProgress,
  status: OpsRequestStatus,
): number {
  if (state !== 'Done') return POLL_MS;
  return Date.parse(status.progressedAt!) + settleSeconds * 1000 - nowMs;
}

function failureOf(run: ActiveRun, progress: OperationProgress, status: OpsRequestStatus): Outcome | undefined {
  if (progress.state === 'Done') return undefined;
  if (progress.state === 'Failed') return failure('UpstreamFailed', progress.message);
  const taken = nameTaken(run, progress);
  if (taken) return taken;
  const refusal = status.applied && refusedByOperator(run.target.cluster);
  if (refusal) return failure('UpstreamFailed', refusal);
  return outOfTime(run, progress.message, status);
}

/** What it would wait for is somebody else's. */
function nameTaken({ request, target }: ActiveRun, { backup: name }: OperationProgress): Outcome | undefined {
  const backup = name === undefined ? undefined : target.world.backup(name);
  if (!backup || backup.metadata.labels?.[LABELS.operationUid] === request.metadata.uid) return undefined;
  return failure('Conflict', `There is a DatabaseBackup "${name}" already, and it is not of this operation.`);
}

/** The operator's own admission said no to what was rendered from the change. */
function refusedByOperator({ metadata, status }: DatabaseCluster): string | undefined {
  const synced = findCondition(status?.conditions, 'Synced');
  const isCurrent = synced?.observedGeneration === metadata.generation;
  return isCurrent && synced?.reason === reasonOf('upstream_rejected') ? synced.message : undefined;
}

function outOfTime(
  { request, handler, nowMs }: ActiveRun,
  cause: string,
  status: OpsRequestStatus,
): Outcome | undefined {
  const timeoutSeconds = request.spec.timeoutSeconds ?? handler.timeoutSeconds;
  if (nowMs - Date.parse(status.startedAt!) >= timeoutSeconds * 1000) {
    return failure('Timeout', `It was not done within ${timeoutSeconds} s. ${cause}`);
  }
  if (nowMs - Date.parse(status.progressedAt!) < handler.stallSeconds * 1000) return undefined;
  return failure('Stalled', `Nothing has moved for ${handler.stallSeconds} s. ${cause}`);
}
