import { ARCHIVE_ANNOTATIONS, recoverableMoment } from '../../contract/archives/index.js';
import type { BackupProgress, BackupSubject, ChildAction } from '../../contract/index.js';
import { backupPath } from '../archive/layout.js';
import { runningVersion } from '../status/running-version.js';
import { viewOf } from '../status/view.js';
import { asCnpgBackup, CNPG_BACKUP, type CnpgBackup } from '../upstream-backups.js';

/** How far the operator is. One of that name which was made for another backup goes with that one, and is not seen. */
export function backupProgress(subject: BackupSubject): BackupProgress {
  const taken = requestedOf(subject);
  if (!taken) return { state: 'Absent' };
  const { phase = '', startedAt } = taken.status ?? {};
  if (phase === 'completed') return completed(taken, subject);
  if (FAILED_PHASES.has(phase)) return { state: 'Failed', message: sayFailure(taken) };
  if (taken.metadata.deletionTimestamp !== undefined) return { state: 'Failed', message: DELETED };
  return { state: 'Running', message: WAITS.get(phase) ?? IN_PROGRESS, ...(startedAt && { startedAt }) };
}

/** The last two never end by themselves, and hold up those behind them. */
const FAILED_PHASES: ReadonlySet<string> = new Set(['failed', 'walArchivingFailing', 'invalid backup definition']);

const DELETED = "Somebody deletes the operator's Backup before it is complete.";
const IN_PROGRESS = 'The operator takes it.';
const WAITS: ReadonlyMap<string, string> = new Map([
  ['', 'The operator has been asked for it.'],
  ['pending', 'The operator has it in its queue.'],
]);

function requestedOf({ backup, observed }: BackupSubject): CnpgBackup | undefined {
  const { name, uid } = backup.metadata;
  const found = asCnpgBackup(observed.get(CNPG_BACKUP, name));
  const isOurs = found?.metadata.ownerReferences?.some((owner) => owner.uid === uid);
  return isOurs ? found : undefined;
}

function sayFailure({ status = {} }: CnpgBackup): string {
  const { phase, error } = status;
  if (error) return `The operator could not take it: ${error}`;
  if (phase === 'walArchivingFailing') return 'The write-ahead log does not arrive in the bucket.';
  return `The operator could not take it, and says no more than "${phase}".`;
}

function completed({ metadata, status = {} }: CnpgBackup, { cluster, observed }: BackupSubject): BackupProgress {
  const { backupId, startedAt, stoppedAt } = status;
  const archive = metadata.annotations?.[ARCHIVE_ANNOTATIONS.archive];
  if (backupId === undefined || archive === undefined) {
    return { state: 'Failed', message: 'The operator calls it complete and does not say where it is.' };
  }
  const version = runningVersion(viewOf(cluster, observed));
  return {
    state: 'Succeeded',
    facts: {
      backupId,
      archive,
      path: backupPath(archive, backupId),
      ...(startedAt && { startedAt }),
      ...(stoppedAt && { completedAt: recoverableMoment(stoppedAt) }),
      ...(version && { version }),
    },
  };
}

/** One that hangs would hold up those behind it; what is in the bucket stays. */
export function releaseBackup(subject: BackupSubject): ChildAction[] {
  const taken = requestedOf(subject);
  if (!taken || taken.metadata.deletionTimestamp !== undefined) return [];
  const { name, namespace, uid = '' } = taken.metadata;
  return [{ do: 'delete', type: CNPG_BACKUP, key: { namespace, name }, uid }];
}
