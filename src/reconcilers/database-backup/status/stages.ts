import { snapshotOf } from '../../../backups/index.js';
import { LABELS } from '../../../domain/naming.js';
import { formatTime } from '../../../kube/meta/index.js';
import type { BackupFacts } from '../../../providers/contract/index.js';
import type { BackupReason, DatabaseBackup, DatabaseBackupStatus } from '../../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Failure } from '../backup-run.js';

/** Wider than any sentence of ours; operators' own can be longer. */
const MAX_MESSAGE = 4096;

/** What is known of a backup from its first look on. */
function known(backup: DatabaseBackup, cluster: DatabaseCluster | undefined): DatabaseBackupStatus {
  const { metadata, spec, status } = backup;
  const storage = status?.storage ?? spec.storageRef?.name ?? cluster?.spec.backup?.storageRef.name;
  return {
    ...status,
    origin: metadata.labels?.[LABELS.schedule] === undefined ? 'OnDemand' : 'Scheduled',
    observedGeneration: metadata.generation,
    ...(storage !== undefined && { storage }),
  };
}

/** Where the database writes to now, as far as that is known. */
function placeOf(cluster: DatabaseCluster | undefined): Pick<DatabaseBackupStatus, 'archive' | 'storage'> {
  const { archive, storage } = cluster?.status?.backup ?? {};
  return archive && storage ? { archive, storage } : {};
}

const told = (reason: BackupReason, message: string): Pick<DatabaseBackupStatus, 'reason' | 'message'> => ({
  reason,
  message: message.slice(0, MAX_MESSAGE),
});

export function waitingStatus(
  backup: DatabaseBackup,
  cluster: DatabaseCluster,
  { reason, message }: { readonly reason: BackupReason; readonly message: string },
): DatabaseBackupStatus {
  return { ...known(backup, cluster), phase: 'Pending', ...told(reason, message) };
}

/** Written before anything is asked for: whoever comes after a crash knows that it may have been. */
export function begunStatus(backup: DatabaseBackup, cluster: DatabaseCluster, nowMs: number): DatabaseBackupStatus {
  return {
    ...known(backup, cluster),
    ...placeOf(cluster),
    phase: 'Running',
    ...told('InProgress', 'It is asked for.'),
    engine: cluster.spec.engine,
    startedAt: formatTime(new Date(nowMs)),
  };
}

export const runningStatus = ({ status }: DatabaseBackup, message: string): DatabaseBackupStatus => ({
  ...status,
  ...told('InProgress', message),
});

export function succeededStatus(
  { metadata, status }: DatabaseBackup,
  cluster: DatabaseCluster,
  facts: BackupFacts,
  nowMs: number,
): DatabaseBackupStatus {
  const { backupId, archive, path, completedAt = formatTime(new Date(nowMs)) } = facts;
  const version = facts.version ?? cluster.status?.version;
  return {
    ...status,
    phase: 'Succeeded',
    ...told('Completed', 'It is complete.'),
    observedGeneration: metadata.generation,
    backupId,
    archive,
    path,
    startedAt: facts.startedAt ?? status?.startedAt,
    completedAt,
    recoverableFrom: completedAt,
    ...(version && { version }),
    clusterSnapshot: snapshotOf(cluster),
  };
}

/** With the place that it would have gone to: attempts are counted by that. */
export function failedStatus(
  backup: DatabaseBackup,
  cluster: DatabaseCluster | undefined,
  { reason, message }: Failure,
  nowMs: number,
): DatabaseBackupStatus {
  const place = backup.status?.archive === undefined ? placeOf(cluster) : {};
  const completedAt = formatTime(new Date(nowMs));
  return { ...known(backup, cluster), ...place, phase: 'Failed', ...told(reason, message), completedAt };
}
