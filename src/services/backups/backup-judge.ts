import { problemsOfItsStorage, problemsOfNewBackup, type BackupWorld } from '../../backups/index.js';
import { fieldProblemOf, ProblemError, refuseInvalid, type FieldProblem } from '../../domain/problem.js';
import { takesBackups, type ProviderRegistry } from '../../providers/contract/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import type { ClusterReader } from '../clusters/cluster-reader.js';
import { noSuchCluster } from '../writing/cluster-ref.js';
import { judgeBySchema, withoutEchoes } from '../writing/judge-by-schema.js';
import type { BackupPlace } from './backup-draft.js';
import type { BackupSight } from './backup-sight.js';

/** Says everything that is wrong with a backup that is asked for, before anything is written. */
export class BackupJudge {
  constructor(
    private readonly sight: BackupSight,
    private readonly clusters: ClusterReader,
    private readonly providers: ProviderRegistry,
  ) {}

  /** @throws ProblemError `not_found` for a cluster that an address names and the caller may not see. */
  async requireCluster(caller: Caller, { namespace, cluster }: BackupPlace): Promise<void> {
    if (cluster !== undefined) await this.clusters.get(caller, { namespace, name: cluster });
  }

  /** @throws ProblemError with every problem at once; `unsupported_operation`, `not_available_now`. */
  async judge(caller: Caller, backup: DatabaseBackup): Promise<void> {
    const { stored, problems, keepsShape } = judgeBySchema(DATABASE_BACKUP, backup);
    // The other rules read what is named in it.
    if (!keepsShape) refuseInvalid(problems);
    const { clusterRef, storageRef, existing } = stored.spec;
    const references = { cluster: clusterRef.name, storages: [storageRef?.name] };
    const world = await this.sight.seenBy(caller, stored.metadata.namespace!, references);
    const further = existing
      ? problemsOfItsStorage(stored, undefined, world).map((error) => fieldProblemOf(error, stored))
      : this.problemsOfNew(stored, world);
    refuseInvalid(withoutEchoes(problems, further));
  }

  private problemsOfNew(backup: DatabaseBackup, world: BackupWorld): FieldProblem[] {
    const cluster = world.cluster(backup.spec.clusterRef.name);
    if (!cluster) return [noSuchCluster(backup)];
    const wish = problemsOfNewBackup(backup, cluster, this.offeredTo(cluster));
    const errors = wish.length > 0 ? wish : problemsOfItsStorage(backup, cluster, world);
    return errors.map((error) => fieldProblemOf(error, backup));
  }

  private offeredTo({ metadata, spec }: DatabaseCluster): ReturnType<typeof offeredBy> {
    const provider = this.providers.find(spec.engine);
    if (!provider) throw new ProblemError('unknown_engine', `No engine "${spec.engine}" is installed.`);
    if (!takesBackups(provider.backups)) throw new ProblemError('unsupported_operation', provider.backups.unsupported);
    if (!metadata.deletionTimestamp) return offeredBy(provider);
    throw new ProblemError('not_available_now', `DatabaseCluster "${metadata.name}" is being deleted.`);
  }
}

const offeredBy = ({ capabilities }: NonNullable<ReturnType<ProviderRegistry['find']>>): typeof capabilities.backups =>
  capabilities.backups;
