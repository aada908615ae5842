import { withoutOldRefusal, type ClusterCaches } from '../../caches/index.js';
import type { BackupWorld } from '../../backups/index.js';
import type { StorageAccess } from '../backup-storages/storage-access.js';
import type { Caller } from '../auth/caller.js';
import type { ResourceAccess } from '../auth/resource-access.js';
import type { ClusterAccess } from '../clusters/cluster-access.js';
import type { BackupAccess } from './backup-access.js';

/** What a request refers to, by name; undefined where it names none. */
export interface References {
  readonly backup?: string;
  readonly cluster?: string;
  readonly storages?: readonly (string | undefined)[];
}

export interface SightRights {
  readonly backups: BackupAccess;
  readonly clusters: ClusterAccess;
  readonly storages: StorageAccess;
}

/** The world of backups as one caller sees it: of what they refer to, the rest is as if it were not there. */
export class BackupSight {
  constructor(
    private readonly caches: ClusterCaches,
    private readonly rights: SightRights,
  ) {}

  async seenBy(
    caller: Caller,
    namespace: string,
    { backup, cluster, storages = [] }: References,
  ): Promise<BackupWorld> {
    const hidden = async (access: ResourceAccess, name: string | undefined): Promise<string | undefined> =>
      name !== undefined && (await access.mayGet(caller, { namespace, name })) ? undefined : name;
    const [hiddenBackup, hiddenCluster, ...hiddenStorages] = await Promise.all([
      hidden(this.rights.backups, backup),
      hidden(this.rights.clusters, cluster),
      ...storages.map((name) => hidden(this.rights.storages, name)),
    ]);
    const world = this.caches.backupWorld(namespace);
    return {
      backup: (name) => (name === hiddenBackup ? undefined : world.backup(name)),
      cluster: (name) => (name === hiddenCluster ? undefined : world.cluster(name)),
      backupsOf: (name) => (name === hiddenCluster ? [] : world.backupsOf(name)),
      storage: (name) => {
        const storage = hiddenStorages.includes(name) ? undefined : world.storage(name);
        return storage && withoutOldRefusal(storage, this.caches);
      },
      hasLog: (engine) => world.hasLog(engine),
    };
  }
}
