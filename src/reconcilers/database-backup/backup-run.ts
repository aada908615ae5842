import type { ReconcileContext } from '../../kube/manager/index.js';
import type { Queue } from '../../operations/index.js';
import type { BackupDriver, BackupSubject, Observed } from '../../providers/contract/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { BackupReason, DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';

/** One look at one backup. */
export interface BackupRun {
  readonly ctx: ReconcileContext;
  readonly backup: DatabaseBackup;
  readonly nowMs: number;
}

/** The database that it is of, with all that is known of it. */
export interface BackupTarget {
  readonly cluster: DatabaseCluster;
  readonly driver: BackupDriver;
  readonly observed: Observed;
  /** Where the database backs up to. */
  readonly storage?: BackupStorage;
  readonly queue: Queue;
}

/** Why there will be no such backup. */
export interface Failure {
  readonly reason: BackupReason;
  readonly message: string;
}

export const failure = (reason: BackupReason, message: string): Failure => ({ reason, message });

/** Once something was written: what is to be done next is judged by what stands then. */
export const LOOK_AGAIN = 0;
/** Events come first; this is for what no event tells. */
export const POLL_MS = 30_000;

export const subjectOf = ({ backup }: BackupRun, { cluster, observed }: BackupTarget): BackupSubject => ({
  cluster,
  backup,
  observed,
});

/**
 * Its database is on its way out and does not wait for backups. One that is protected against deletion stays, and one
 * that wants a last backup goes on until it has it.
 */
export function isLeaving({ metadata, spec }: DatabaseCluster): boolean {
  return (
    metadata.deletionTimestamp !== undefined && !spec.deletionProtection && spec.deletionPolicy !== 'BackupThenDelete'
  );
}
