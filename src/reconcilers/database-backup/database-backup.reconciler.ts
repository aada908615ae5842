import { hasEnded, isBeingTaken, ownBackupsOf } from '../../backups/index.js';
import type { ClusterCaches } from '../../caches/index.js';
import { BACKUP_FINALIZER, LABELS } from '../../domain/naming.js';
import { noSuchCluster } from '../../domain/validation/reference-rules.js';
import { isNotFound } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import { ConflictError, type ReconcileContext, type Reconciler, type Result } from '../../kube/manager/index.js';
import type { ObjectKey } from '../../kube/meta/index.js';
import { hasFinalizer } from '../../kube/writes/index.js';
import { takesBackups, type Provider, type ProviderRegistry } from '../../providers/contract/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { inOrderOfAge, isActive } from './backup-activity.js';
import { failure, isLeaving, LOOK_AGAIN, type BackupRun, type BackupTarget, type Failure } from './backup-run.js';
import { BackupScheduler } from './backup-scheduler.js';
import type { BackupWriter } from './backup-writer.js';
import { retire, withdraw } from './moves/let-go.js';
import { mistakeOf } from './moves/refuse.js';
import { take } from './moves/take.js';
import { waitOrBegin } from './moves/wait.js';
import { failedStatus } from './status/stages.js';

export interface BackupDependencies {
  readonly writer: BackupWriter;
  readonly caches: ClusterCaches;
  readonly providers: ProviderRegistry;
  readonly clock: Clock;
}

/**
 * Takes backups, from the wish to the end. Its key is the cluster and not the backup: all backups of a cluster are looked
 * at in one run, one run at a time, so that two can never begin beside one another by accident.
 */
export class DatabaseBackupReconciler implements Reconciler {
  readonly #scheduler: BackupScheduler;

  constructor(private readonly options: BackupDependencies) {
    this.#scheduler = new BackupScheduler(options.writer);
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const backups = this.options.caches.backupsOf(key).filter(isActive);
    const now = this.options.clock.now();
    let wakeAfterMs = Infinity;
    for (const backup of inOrderOfAge(backups)) {
      const nextMs = await this.lookAt({ ctx, backup, nowMs: now.getTime() }, key);
      if (nextMs === LOOK_AGAIN) return { requeueAfterMs: 1 };
      wakeAfterMs = Math.min(wakeAfterMs, nextMs);
    }
    wakeAfterMs = Math.min(wakeAfterMs, await this.schedule(key, ctx, now));
    if (Number.isFinite(wakeAfterMs)) return { requeueAfterMs: Math.max(wakeAfterMs, 1) };
  }

  private async schedule(key: ObjectKey, ctx: ReconcileContext, now: Date): Promise<number> {
    const { caches } = this.options;
    const cluster = caches.clusters.store.get(key);
    const provider = cluster && this.providerOf(cluster);
    if (!provider || !takesBackups(provider.backups)) return Infinity;
    const world = caches.backupWorld(key.namespace);
    const isTaken = (name: string): boolean => world.backup(name) !== undefined;
    const backups = ownBackupsOf(cluster, caches.backupsOf(key));
    return this.#scheduler.look({ ctx, cluster, backups, isTaken, now });
  }

  private async lookAt(run: BackupRun, key: ObjectKey): Promise<number> {
    try {
      return await this.carryOn(run, key);
    } catch (error) {
      // What the cache still showed is gone by now: nothing has failed, the next look sees it.
      if (isNotFound(error)) throw new ConflictError('the cache is behind a deletion', { cause: error });
      throw error;
    }
  }

  private async carryOn(run: BackupRun, key: ObjectKey): Promise<number> {
    const { writer } = this.options;
    const { backup } = run;
    const cluster = this.clusterOf(backup, key);
    const target = cluster && this.targetOf(cluster);
    if (hasEnded(backup)) return retire(run, target, writer);
    if (backup.metadata.deletionTimestamp) return withdraw(run, target, writer);
    if (!cluster) return this.fail(run, undefined, await this.lost(run, key));
    if (!isAdopted(backup)) {
      await writer.adopt(run, cluster);
      return LOOK_AGAIN;
    }
    if (!target) return this.fail(run, cluster, this.unsupported(cluster));
    if (isBeingTaken(backup)) return take(run, target, writer);
    const mistake = this.mistakeOf(backup, cluster);
    return mistake ? this.fail(run, cluster, mistake) : waitOrBegin(run, target, writer);
  }

  /** Of the name, and the very one that it was once seen to be of. */
  private clusterOf({ metadata }: DatabaseBackup, key: ObjectKey): DatabaseCluster | undefined {
    const cluster = this.options.caches.clusters.store.get(key);
    const uid = metadata.labels?.[LABELS.clusterUid];
    return uid === undefined || uid === cluster?.metadata.uid ? cluster : undefined;
  }

  private async lost({ ctx, backup }: BackupRun, key: ObjectKey): Promise<Failure> {
    const isKnown = this.options.caches.clusters.store.get(key) !== undefined;
    if (!isKnown && (await this.options.writer.clusterExists(key, ctx.signal)))
      throw new ConflictError('the cluster is not cached yet');
    if (isAdopted(backup))
      return failure('ClusterNotFound', `The database "${key.name}" was deleted before it was done.`);
    return failure('ClusterNotFound', `spec.clusterRef.name: ${noSuchCluster(key)}.`);
  }

  private mistakeOf(backup: DatabaseBackup, cluster: DatabaseCluster): Failure | undefined {
    if (isLeaving(cluster)) return failure('ClusterNotFound', 'The database is being deleted.');
    return mistakeOf(backup, cluster, this.providerOf(cluster)!.capabilities);
  }

  private unsupported(cluster: DatabaseCluster): Failure {
    const backups = this.providerOf(cluster)?.backups;
    const why = backups && !takesBackups(backups) ? backups.unsupported : undefined;
    return failure('Unsupported', why ?? `No engine "${cluster.spec.engine}" is installed.`);
  }

  private providerOf({ spec }: DatabaseCluster): Provider | undefined {
    return this.options.providers.find(spec.engine);
  }

  private targetOf(cluster: DatabaseCluster): BackupTarget | undefined {
    const { caches } = this.options;
    const driver = this.providerOf(cluster)?.backups;
    if (!driver || !takesBackups(driver)) return undefined;
    const { namespace } = cluster.metadata;
    const name = cluster.spec.backup?.storageRef.name;
    const storage = name === undefined ? undefined : caches.backupWorld(namespace).storage(name);
    const queue = { requests: caches.operationsOf(cluster.metadata), backups: caches.backupsOf(cluster.metadata) };
    return { cluster, driver, storage, queue, observed: caches.observe(cluster) };
  }

  private async fail(run: BackupRun, cluster: DatabaseCluster | undefined, why: Failure): Promise<number> {
    await this.options.writer.tell(run, failedStatus(run.backup, cluster, why, run.nowMs));
    return LOOK_AGAIN;
  }
}

const isAdopted = (backup: DatabaseBackup): boolean =>
  hasFinalizer(backup, BACKUP_FINALIZER) && backup.metadata.labels?.[LABELS.clusterUid] !== undefined;
