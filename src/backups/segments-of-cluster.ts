import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';
import { originUidOf, ownBackupsOf } from './own-backups.js';
import { compareTimes, pointsOf, segmentsOf, type CurrentArchive, type RecoverySegment } from './recovery-window.js';
import type { BackupWorld } from './world.js';

/** The stretches of the database of this name; where there is none any more, of all that had it. */
export function segmentsOfCluster(name: string, world: BackupWorld): RecoverySegment[] {
  const cluster = world.cluster(name);
  const backups = world.backupsOf(name);
  return cluster
    ? stretchesOf(ownBackupsOf(cluster, backups), currentOf(cluster), world)
    : stretchesOf(backups, undefined, world);
}

/** The stretches of the very database that a backup is of. */
export function segmentsBeside(backup: DatabaseBackup, world: BackupWorld): RecoverySegment[] {
  const { name } = backup.spec.clusterRef;
  const uid = originUidOf(backup);
  const cluster = world.cluster(name);
  const isThere = cluster !== undefined && cluster.metadata.uid === uid;
  const siblings = world.backupsOf(name).filter((other) => originUidOf(other) === uid);
  return stretchesOf(siblings, isThere ? currentOf(cluster) : undefined, world);
}

/** As long as the log reaches, the oldest first; a backup of an engine without one stands alone. */
export function stretchesOf(
  backups: readonly DatabaseBackup[],
  current: CurrentArchive | undefined,
  { hasLog }: Pick<BackupWorld, 'hasLog'>,
): RecoverySegment[] {
  const standsAlone = ({ status }: DatabaseBackup): boolean => status?.engine !== undefined && !hasLog(status.engine);
  const followed = backups.filter((backup) => !standsAlone(backup));
  return [...segmentsOf(followed, current), ...pointsOf(backups.filter(standsAlone))].sort((a, b) =>
    compareTimes(a.from, b.from),
  );
}

function currentOf({ status }: DatabaseCluster): CurrentArchive | undefined {
  const { storage, archive, logFailingSince, archiveEarliest } = status?.backup ?? {};
  if (!storage || !archive) return undefined;
  return { storage, path: archive, failingSince: logFailingSince, earliest: archiveEarliest };
}
