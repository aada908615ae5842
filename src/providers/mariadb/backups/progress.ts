import { ARCHIVE_ANNOTATIONS } from '../../contract/archives/index.js';
import { DELETED_TOO_SOON } from '../../contract/backups/index.js';
import type { BackupProgress, BackupSubject } from '../../contract/index.js';
import { primaryOf } from '../../contract/status/index.js';
import { viewOf } from '../status/view.js';
import type { PhysicalBackup } from '../upstream.js';
import { backupIdOf } from './layout.js';
import { orderOf } from './orders.js';

/** How far the operator is: it calls complete what has failed as well, and only the reason tells. */
export function backupProgress(subject: BackupSubject): BackupProgress {
  const order = orderOf(subject);
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
  const archive = order.metadata.annotations?.[ARCHIVE_ANNOTATIONS.archive];
  if (startedAt === undefined || archive === undefined) {
    return { state: 'Failed', message: 'The operator calls it complete and does not say where it is.' };
  }
  const completedAt = completeOf(order)?.lastTransitionTime;
  const version = primaryOf(viewOf(cluster, observed))?.version;
  const backupId = backupIdOf(startedAt);
  return {
    state: 'Succeeded',
    facts: {
      backupId,
      archive,
      path: `${archive}/${backupId}`,
      startedAt,
      ...(completedAt && { completedAt }),
      ...(version && { version }),
    },
  };
}
