import { recoverableMoment } from '../../contract/archives/index.js';
import { DELETED_TOO_SOON, requestedFor, succeeded } from '../../contract/backups/index.js';
import type { BackupProgress, BackupSubject } from '../../contract/index.js';
import { backupPath } from '../archive/layout.js';
import { runningVersion } from '../status/running-version.js';
import { viewOf } from '../status/view.js';
import { asCnpgBackup, CNPG_BACKUP, type CnpgBackup } from '../upstream-backups.js';

/** How far the operator is. */
export function backupProgress(subject: BackupSubject): BackupProgress {
  const taken = asCnpgBackup(requestedFor(CNPG_BACKUP, subject));
  if (!taken) return { state: 'Absent' };
  const { phase = '', startedAt } = taken.status ?? {};
  if (phase === 'completed') return completed(taken, subject);
  if (FAILED_PHASES.has(phase)) return { state: 'Failed', message: sayFailure(taken) };
  if (taken.metadata.deletionTimestamp !== undefined) return { state: 'Failed', message: DELETED_TOO_SOON };
  return { state: 'Running', message: WAITS.get(phase) ?? IN_PROGRESS, ...(startedAt && { startedAt }) };
}

/** The last two never end by themselves, and hold up those behind them. */
const FAILED_PHASES: ReadonlySet<string> = new Set(['failed', 'walArchivingFailing', 'invalid backup definition']);

const IN_PROGRESS = 'The operator takes it.';
const WAITS: ReadonlyMap<string, string> = new Map([
  ['', 'The operator has been asked for it.'],
  ['pending', 'The operator has it in its queue.'],
]);

function sayFailure({ status = {} }: CnpgBackup): string {
  const { phase, error } = status;
  if (error) return `The operator could not take it: ${error}`;
  if (phase === 'walArchivingFailing') return 'The write-ahead log does not arrive in the bucket.';
  return `The operator could not take it, and says no more than "${phase}".`;
}

function completed(taken: CnpgBackup, { cluster, observed }: BackupSubject): BackupProgress {
  const { backupId, startedAt, stoppedAt } = taken.status ?? {};
  return succeeded(taken, {
    backupId,
    pathIn: backupPath,
    startedAt,
    completedAt: stoppedAt && recoverableMoment(stoppedAt),
    version: runningVersion(viewOf(cluster, observed)),
  });
}
