import { DELETED_TOO_SOON, requestedFor, succeeded } from '../../contract/backups/index.js';
import type { BackupProgress, BackupSubject } from '../../contract/index.js';
import { primaryOf } from '../../contract/status/index.js';
import { viewOf } from '../status/view.js';
import { asPhysicalBackup, PHYSICAL_BACKUP, type PhysicalBackup } from '../upstream.js';
import { backupIdOf } from './layout.js';
import { orderName } from './order-name.js';

/** How far the operator is: it calls complete what has failed as well, and only the reason tells. */
export function backupProgress(subject: BackupSubject): BackupProgress {
  const order = asPhysicalBackup(requestedFor(PHYSICAL_BACKUP, subject, orderName(subject.backup.metadata.name)));
  if (!order) return { state: 'Absent' };
  const { status, reason = '' } = completeOf(order) ?? {};
  if (reason === FAILED) return { state: 'Failed', message: sayFailure(order) };
  if (status === 'True') return completed(order, subject);
  if (order.metadata.deletionTimestamp !== undefined) return { state: 'Failed', message: DELETED_TOO_SOON };
  const startedAt = order.status?.lastScheduleTime;
  return { state: 'Running', message: WAITS[reason] ?? WAITS['']!, ...(startedAt && { startedAt }) };
}

const FAILED = 'JobFailed';

const WAITS: Readonly<Record<string, string>> = {
  '': 'The operator has been asked for it.',
  JobNotComplete: 'The operator has yet to begin: it waits for a member to take it from.',
  JobRunning: 'The job takes it.',
};

const completeOf = ({ status }: PhysicalBackup) => status?.conditions?.find(({ type }) => type === 'Complete');

const sayFailure = ({ metadata }: PhysicalBackup): string =>
  `The job that takes it has failed; the logs of the pods of PhysicalBackup ${metadata.name} say why.`;

function completed(order: PhysicalBackup, { cluster, observed }: BackupSubject): BackupProgress {
  const startedAt = order.status?.lastScheduleTime;
  return succeeded(order, {
    backupId: startedAt && backupIdOf(startedAt),
    startedAt,
    completedAt: completeOf(order)?.lastTransitionTime,
    version: primaryOf(viewOf(cluster, observed))?.version,
  });
}
