import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import { originUidOf, ownBackupsOf } from './own-backups.js';
import { segmentsOf, type CurrentArchive, type RecoverySegment } from './recovery-window.js';
import type { BackupWorld } from './world.js';

/** The stretches of the database of this name; where there is none any more, of all that had it. */
export function segmentsOfCluster(name: string, world: BackupWorld): RecoverySegment[] {
  const cluster = world.cluster(name);
  const backups = world.backupsOf(name);
  return cluster ? segmentsOf(ownBackupsOf(cluster, backups), currentOf(cluster)) : segmentsOf(backups, undefined);
}

/** The stretches of the very database that a backup is of. */
export function segmentsBeside(backup: DatabaseBackup, world: BackupWorld): RecoverySegment[] {
  const { name } = backup.spec.clusterRef;
  const uid = originUidOf(backup);
  const cluster = world.cluster(name);
  const isThere = cluster !== undefined && cluster.metadata.uid === uid;
  const siblings = world.backupsOf(name).filter((other) => originUidOf(other) === uid);
  return segmentsOf(siblings, isThere ? currentOf(cluster) : undefined);
}

function currentOf({ status }: DatabaseCluster): CurrentArchive | undefined {
  const { storage, archive, logFailingSince, archiveEarliest } = status?.backup ?? {};
  if (!storage || !archive) return undefined;
  return { storage, path: archive, failingSince: logFailingSince, earliest: archiveEarliest };
}
