import { recoverableMoment, toldArchiveOf } from '../../contract/archives/index.js';
import {
  BACKUP_TIMEOUT_SECONDS,
  DELETED_TOO_SOON,
  IS_STOPPED,
  orderFor,
  refuseOtherRelease,
  releaseRequested,
  requestedFor,
  succeeded,
  whyNotTold,
} from '../../contract/backups/index.js';
import type { BackupDriver, BackupProgress, BackupSubject, ChildAction, DesiredChild } from '../../contract/index.js';
import { isStaying } from '../../contract/objects/index.js';
import { sentenceOf } from '../../contract/status/index.js';
import { isToBeFilled } from '../filling.js';
import { liveOf } from '../live.js';
import type { PerconaCluster } from '../upstream.js';
import { unfinishedRestores } from '../view.js';
import type { BackupFormat, ToldBackup } from './format.js';
import { releaseLineOf } from './release-line.js';

/** Whole backups, each asked for by an object of its name. */
export const backupsBy = <U extends PerconaCluster>(format: BackupFormat<U>): BackupDriver => ({
  timeoutSeconds: BACKUP_TIMEOUT_SECONDS,
  layout: format.layout,
  needsBase: true,
  ...(format.refuseDivision && { needsSameShards: true }),
  logDelaySeconds: format.logDelaySeconds,
  whyNot: (subject) => whyNot(format, subject),
  request: (subject) => request(format, subject),
  progress: (subject) => progress(format, subject),
  release: (subject) => release(format, subject),
  refuseVersion: refuseOtherRelease(releaseLineOf),
  refuseStorage: format.refuseStorage,
});

/**
 * One that has succeeded stays for as long as our own object of it: the operator ships the log only where it sees a backup
 * to begin with, and tells of the log on the newest.
 */
function release<U extends PerconaCluster>({ dialect, tell }: BackupFormat<U>, subject: BackupSubject): ChildAction[] {
  const type = dialect.kinds.backup;
  const requested = requestedFor(type, subject);
  return requested && tell(requested).state !== 'Succeeded' ? releaseRequested(type, subject) : [];
}

/** The operator would let it wait for a while, and then give it up for good. */
function whyNot<U extends PerconaCluster>(
  { dialect }: BackupFormat<U>,
  { cluster, observed }: BackupSubject,
): string | undefined {
  const upstream = liveOf(dialect, { cluster, observed });
  const untold = whyNotTold(cluster, toldArchiveOf(upstream));
  if (untold !== undefined || !upstream) return untold ?? 'There is no database to back up.';
  if (upstream.spec.pause) return IS_STOPPED;
  if (isToBeFilled(upstream) || unfinishedRestores(dialect, observed).length > 0)
    return 'The data of the database is being brought back.';
  if (upstream.status?.state === 'ready') return undefined;
  return 'The operator takes backups of a database that is whole: it waits until this one is.';
}

const request = <U extends PerconaCluster>(
  { dialect, backupSpec }: BackupFormat<U>,
  subject: BackupSubject,
): DesiredChild =>
  orderFor(subject, {
    type: dialect.kinds.backup,
    archive: toldArchiveOf(liveOf(dialect, subject)),
    spec: () => backupSpec(subject.cluster.metadata.name),
  });

function progress<U extends PerconaCluster>(format: BackupFormat<U>, subject: BackupSubject): BackupProgress {
  const taken = requestedFor(format.dialect.kinds.backup, subject);
  if (!taken) return { state: 'Absent' };
  const told = format.tell(taken);
  if (told.state === 'Succeeded') {
    const upstream = liveOf(format.dialect, subject);
    return succeeded(taken, {
      ...told,
      completedAt: told.completedAt && recoverableMoment(told.completedAt),
      version: upstream && format.dialect.versionOf(upstream),
    });
  }
  if (told.state === 'Failed') return failed(told);
  if (!isStaying(taken)) return { state: 'Failed', message: DELETED_TOO_SOON };
  const { message = 'The operator takes it.', startedAt } = told;
  return { state: 'Running', message, ...(startedAt && { startedAt }) };
}

const failed = ({ message }: ToldBackup): BackupProgress => ({
  state: 'Failed',
  message: message
    ? sentenceOf(`The operator could not take it: ${message}`)
    : 'The operator could not take it, and says no more.',
});
