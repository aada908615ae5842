import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import { destinationIn } from '../../percona/storage/s3-section.js';
import type { Pxc } from '../pxc.js';
import { storageNamed } from './backed-up-cluster.js';
import type { BackupStatus, PxcBackup } from './orders.js';

export interface BackupView {
  readonly backup: PxcBackup;
  readonly cluster: Pxc;
  /** Another one is being taken. */
  readonly hasRival: boolean;
  readonly now: Date;
}

/** What becomes of a backup that has no Job; undefined while it waits, which it does for ever without a deadline. */
export function decideBackup(view: BackupView): BackupStatus | undefined {
  const { backup, cluster, hasRival } = view;
  if ((deadlineMs(view) ?? 1) <= 0) return { state: 'Failed', error: 'starting deadline seconds exceeded' };
  try {
    const s3 = storageNamed(cluster, backup.spec.storageName);
    const mustWait = !canBackUp(cluster) || (hasRival && cluster.spec.backup?.allowParallel === false);
    return mustWait ? undefined : begin(view, s3);
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error;
    return { state: 'Failed', error: error.message };
  }
}

function begin({ backup, cluster }: BackupView, s3: NonNullable<BackupStatus['s3']>): BackupStatus {
  const { insecureSkipTLSVerify, ...section } = s3;
  return {
    state: 'Starting',
    destination: destinationIn(s3, folderOf(backup, cluster)),
    storageName: backup.spec.storageName,
    storage_type: 's3',
    s3: section,
    verifyTLS: !insecureSkipTLSVerify,
    image: cluster.spec.backup?.image,
  };
}

/** By the second of its making: two of one second have one folder, and the later one's data. */
function folderOf({ metadata }: PxcBackup, cluster: Pxc): string {
  const time = (metadata.creationTimestamp ?? '').replace('T', '-').slice(0, '2026-03-01-10:20:30'.length);
  return `${cluster.metadata.name}-${time}-full`;
}

/** How long until a backup that has not begun fails; undefined when it may wait for ever. */
export function deadlineMs({ backup, cluster, now }: Omit<BackupView, 'hasRival'>): number | undefined {
  const { startingDeadlineSeconds = cluster.spec.backup?.startingDeadlineSeconds } = backup.spec;
  return startingDeadlineSeconds === undefined
    ? undefined
    : Date.parse(backup.metadata.creationTimestamp ?? '') + startingDeadlineSeconds * 1000 - now.getTime();
}

export const isReady = ({ status }: Pxc): boolean => status?.state === 'ready';

/** Healthy, or not so much as to stop one who knows. */
export const canBackUp = (cluster: Pxc): boolean =>
  !cluster.spec.pause && (isReady(cluster) || cluster.spec.unsafeFlags?.backupIfUnhealthy === true);
