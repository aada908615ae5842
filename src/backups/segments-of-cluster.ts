import { segmentsOf, type RecoverySegment } from './recovery-window.js';
import type { BackupWorld } from './world.js';

/** The stretches of a database, which need not exist any more. */
export function segmentsOfCluster(name: string, world: BackupWorld): RecoverySegment[] {
  const { storage, archive, logFailingSince, archiveEarliest } = world.cluster(name)?.status?.backup ?? {};
  const current =
    storage && archive
      ? { storage, path: archive, failingSince: logFailingSince, earliest: archiveEarliest }
      : undefined;
  return segmentsOf(world.backupsOf(name), current);
}
