import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { wholeSecond } from '../../percona/backups/whole-second.js';
import { destinationIn } from '../../percona/storage/s3-section.js';
import type { Psmdb } from '../psmdb.js';
import { backedUpReplsets, storageNamed } from './backed-up-cluster.js';
import type { BackupStatus, PsmdbBackup } from './orders.js';

export interface BackupView {
  readonly backup: PsmdbBackup;
  readonly cluster: Psmdb;
  /** Nothing else is at work in the database, and nothing older waits. */
  readonly isItsTurn: boolean;
  /** Names that no other backup may have. */
  readonly isTaken: (pbmName: string) => boolean;
  readonly now: Date;
}

const DEFAULT_DEADLINE_SECONDS = 120;

/** What the operator makes of a backup that PBM has not been told of; undefined when there is nothing to say yet. */
export function decideBackup(view: BackupView): BackupStatus | undefined {
  const { backup, cluster, now } = view;
  const error = reasonToFail(view);
  if (error !== undefined) return { state: 'error', error };
  if (!canBackUp(cluster)) return undefined;
  if (!view.isItsTurn) return { state: 'waiting' };
  const { storageName } = backup.spec;
  const s3 = storageNamed(cluster, storageName);
  const pbmName = freeName(now, view.isTaken);
  return {
    state: 'requested',
    type: 'logical',
    storageName,
    s3,
    pbmName,
    destination: destinationIn(s3, pbmName),
    replsetNames: backedUpReplsets(cluster),
    lastTransition: secondsOf(now),
  };
}

/** How long until a backup that has not begun fails; undefined when it waits in the queue, where it may stay. */
export function deadlineMs({
  backup,
  cluster,
  now,
}: Pick<BackupView, 'backup' | 'cluster' | 'now'>): number | undefined {
  if (backup.status?.state) return undefined;
  const { startingDeadlineSeconds = cluster.spec.backup?.startingDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS } =
    backup.spec;
  return Date.parse(backup.metadata.creationTimestamp ?? '') + startingDeadlineSeconds * 1000 - now.getTime();
}

function reasonToFail(view: BackupView): string | undefined {
  const { backup, cluster } = view;
  const { type = 'logical', storageName } = backup.spec;
  if ((deadlineMs(view) ?? 1) <= 0) return 'starting deadline seconds exceeded';
  if (type !== 'logical') return `the sandbox takes no ${type} backups`;
  if (!cluster.spec.backup?.enabled) return 'failed to run backup: backup is disabled in the cluster';
  return problemOf(() => storageNamed(cluster, storageName));
}

/** Healthy, or not so much as to stop one who knows. */
function canBackUp({ spec, status }: Psmdb): boolean {
  return !spec.pause && (status?.state === 'ready' || spec.unsafeFlags?.backupIfUnhealthy === true);
}

/** PBM names a backup by the second it was told of it. */
function freeName(now: Date, isTaken: BackupView['isTaken']): string {
  for (let ms = now.getTime(); ; ms += 1000) {
    const name = secondsOf(new Date(ms));
    if (!isTaken(name)) return name;
  }
}

const secondsOf = (time: Date): string => wholeSecond(time.toISOString());

/** What an attempt fails with, in words. */
export function problemOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return error.message;
  }
}
