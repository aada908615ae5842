import { foldSchedules, ownBackupsOf, storageStanding } from '../../../backups/index.js';
import { storagesOfCluster } from '../../../caches/index.js';
import { rebirthOf, refillOf } from '../../../operations/index.js';
import type { ClusterObservation } from '../../../providers/contract/index.js';
import type { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { ClusterDependencies } from '../cluster-dependencies.js';
import type { FoldInput } from './fold.js';
import { foldBackups, judgeBackups, type BackupStanding } from './fold-backups.js';

/** What a pass over a cluster reads and tells of backups. */
export class ClusterBackups {
  constructor(private readonly options: Pick<ClusterDependencies, 'caches' | 'clock'>) {}

  /** Equal text, equal inputs: by what is read of storages and backups, whose own versions change with every probe. */
  versionOf(cluster: DatabaseCluster): string {
    const { caches } = this.options;
    const storages = storagesOfCluster(cluster).map((key) => storageStanding(caches.backupStorages.store.get(key)));
    const operations = caches.operationsOf(cluster.metadata);
    return JSON.stringify([
      storages,
      rebirthOf(operations),
      refillOf(operations),
      foldBackups(this.standingOf(cluster, undefined)),
    ]);
  }

  fold(cluster: DatabaseCluster, observation?: ClusterObservation): Pick<FoldInput, 'backup' | 'backupHealth'> {
    const standing = this.standingOf(cluster, observation);
    const backup = foldBackups(standing);
    return { backup, backupHealth: judgeBackups(standing, backup) };
  }

  private standingOf(cluster: DatabaseCluster, observation: ClusterObservation | undefined): BackupStanding {
    const { caches, clock } = this.options;
    const world = caches.backupWorld(cluster.metadata.namespace);
    const backups = ownBackupsOf(cluster, world.backupsOf(cluster.metadata.name));
    const schedules = foldSchedules(cluster, backups, clock.now());
    return { cluster, world, schedules, observation };
  }
}
