import type { ClusterCaches } from '../../caches/index.js';
import { segmentsOfCluster, windowOf } from '../../backups/index.js';
import type { Clock } from '../../kube/clock.js';
import { takesBackups } from '../../providers/contract/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster, RecoveryGap } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import type { BackupAccess } from './backup-access.js';

/** Which moments a point-in-time restore may ask for, as of now. */
export interface RecoverableMoments {
  /** Absent when there is no way back at all. */
  readonly earliest?: string;
  readonly latest?: string;
  readonly gaps: readonly RecoveryGap[];
  /** The backups that it takes, the oldest first: none for who may not list backups. */
  readonly basedOn: readonly DatabaseBackup[];
}

/** Tells what one can go back to, with a time for "now". */
export class RecoveryWindows {
  constructor(
    private readonly caches: ClusterCaches,
    private readonly access: BackupAccess,
    private readonly clock: Clock,
  ) {}

  /** Of a cluster that the caller has been allowed to see; computed from caches. */
  async of(caller: Caller, cluster: DatabaseCluster): Promise<RecoverableMoments> {
    const { namespace, name } = cluster.metadata;
    const world = this.caches.backupWorld(namespace);
    const segments = segmentsOfCluster(name, world);
    const window = windowOf(segments);
    if (!window) return { gaps: [], basedOn: [] };
    const isListed = await this.access.mayList(caller, 'list', namespace);
    const names = isListed ? segments.flatMap(({ backups }) => backups) : [];
    return {
      earliest: window.earliest,
      latest: window.latest ?? this.latestShipped(cluster, window.earliest),
      gaps: window.gaps ?? [],
      basedOn: names.map((backup) => world.backup(backup)).filter((backup) => backup !== undefined),
    };
  }

  /** Where the log follows the database: what has surely arrived. */
  private latestShipped({ spec }: DatabaseCluster, earliest: string): string {
    const driver = this.caches.providers.find(spec.engine)?.backups;
    const delaySeconds = driver && takesBackups(driver) ? driver.logDelaySeconds : 0;
    const ms = Math.max(this.clock.now().getTime() - delaySeconds * 1000, Date.parse(earliest));
    return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
  }
}
