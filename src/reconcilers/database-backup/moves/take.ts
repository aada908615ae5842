import { isForbidden, isInvalid } from '../../../kube/client/index.js';
import type { BackupProgress, DesiredChild } from '../../../providers/contract/index.js';
import {
  failure,
  isLeaving,
  LOOK_AGAIN,
  POLL_MS,
  subjectOf,
  type BackupRun,
  type BackupTarget,
  type Failure,
} from '../backup-run.js';
import type { BackupWriter } from '../backup-writer.js';
import { failedStatus, runningStatus, succeededStatus } from '../status/stages.js';

/** A backup that has begun: asked for, followed, and ended by what the engine tells. */
export async function take(run: BackupRun, target: BackupTarget, writer: BackupWriter): Promise<number> {
  const progress = target.driver.progress(subjectOf(run, target));
  if (progress.state === 'Succeeded') {
    await writer.tell(run, succeededStatus(run.backup, target.cluster, progress.facts, run.nowMs));
    return LOOK_AGAIN;
  }
  const failed = failureOf(run, target, progress);
  if (failed) return fail(run, target, failed, writer);
  if (progress.state === 'Absent') return ask(run, target, writer);
  await writer.report(run, runningStatus(run.backup, progress.message));
  return Math.min(POLL_MS, msLeft(run, target));
}

function failureOf(run: BackupRun, target: BackupTarget, progress: BackupProgress): Failure | undefined {
  if (progress.state === 'Failed') return failure('UpstreamFailed', progress.message);
  if (isLeaving(target.cluster)) return failure('ClusterNotFound', 'The database was deleted before it was done.');
  if (msLeft(run, target) > 0) return undefined;
  const { timeoutSeconds } = target.driver;
  return failure(
    'Timeout',
    `It was not done within ${timeoutSeconds} s. ${run.backup.status?.message ?? ''}`.trimEnd(),
  );
}

const msLeft = ({ backup, nowMs }: BackupRun, { driver }: BackupTarget): number =>
  Date.parse(backup.status!.startedAt!) + driver.timeoutSeconds * 1000 - nowMs;

async function fail(run: BackupRun, { cluster }: BackupTarget, why: Failure, writer: BackupWriter): Promise<number> {
  await writer.tell(run, failedStatus(run.backup, cluster, why, run.nowMs));
  return LOOK_AGAIN;
}

/** Not asked for yet, or whoever asked was cut off before it was done. */
async function ask(run: BackupRun, target: BackupTarget, writer: BackupWriter): Promise<number> {
  const subject = subjectOf(run, target);
  // It may have been ready when it began, and not be so now.
  const why = target.driver.whyNot(subject);
  if (why) return hold(run, target, why, writer);
  const child = target.driver.request(subject);
  if (isTaken(child, run, target)) return fail(run, target, nameTaken(child), writer);
  try {
    await writer.request(run, target.cluster, child);
  } catch (error) {
    if (!isInvalid(error) && !isForbidden(error)) throw error;
    return fail(run, target, failure('UpstreamFailed', `It was refused: ${error.message}`), writer);
  }
  return Math.min(POLL_MS, msLeft(run, target));
}

async function hold(run: BackupRun, target: BackupTarget, why: string, writer: BackupWriter): Promise<number> {
  await writer.report(run, runningStatus(run.backup, why));
  return Math.min(POLL_MS, msLeft(run, target));
}

function isTaken({ type, object }: DesiredChild, { backup }: BackupRun, { observed }: BackupTarget): boolean {
  const there = observed.get(type, object.metadata.name);
  return there !== undefined && !there.metadata.ownerReferences?.some(({ uid }) => uid === backup.metadata.uid);
}

const nameTaken = ({ type, object }: DesiredChild): Failure =>
  failure('UpstreamFailed', `There is a ${type.kind} "${object.metadata.name}" already that was not made for it.`);
