import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { Informer } from '../../../../kube/informer/index.js';
import {
  mapped,
  primary,
  type ReconcileContext,
  type Reconciler,
  type Result,
  type WatchSource,
} from '../../../../kube/manager/index.js';
import { keyOf, objectKeyOf, type ObjectKey } from '../../../../kube/meta/index.js';
import type { Backup } from '../backup/backup.js';
import { backupsOf, targetOf } from '../backup/backup-cache.js';
import { isOwnedBy } from '../../mechanics/ownership.js';
import { readsArchive } from '../builders/job.js';
import type { Cluster } from '../cluster.js';
import type { Pace } from '../../mechanics/pace.js';
import { ofDatabase } from '../../mechanics/caches/belonging.js';
import { clusterKeyOf, type ClusterCaches } from '../reconcile/cluster-caches.js';
import { isJobComplete, isJobFailed, isPodReady, isTerminating, type Job } from '../../mechanics/workloads.js';
import { archiveOf } from './archive-place.js';
import { DATA_ANNOTATION } from '../../mechanics/data/annotations.js';
import { takeWrite } from '../../mechanics/data/ledger.js';
import { enforceRetention } from './enforce-retention.js';
import type { ObjectStore } from './object-store.js';
import { attemptRecovery } from './recover.js';
import { RetentionTimetable } from './retention-timetable.js';
import { Session } from './session.js';
import { shipWal } from './ship-wal.js';
import { failBackup, takeBackup } from './take-backup.js';

const BY_STORE = 'byObjectStore';
/** PostgreSQL offers a segment again and again. */
const RETRY_MS = 1_000;

export interface BarmanParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: ClusterCaches;
  readonly backups: Informer<Backup>;
  readonly pace: Pace;
}

/**
 * What the plugin's processes do beside a Cluster's PostgreSQL, and PostgreSQL itself as far as they look at it.
 * Without the plugin there are rows to write, and nothing else to do.
 */
export class BarmanReconciler implements Reconciler {
  private readonly timetable: RetentionTimetable;

  constructor(private readonly parts: BarmanParts) {
    const byStore = (cluster: Cluster): string[] =>
      [archiveOf(cluster)].flatMap((place) => (place ? keyOf(place.store) : []));
    parts.caches.databases.addIndexers({ [BY_STORE]: byStore });
    this.timetable = new RetentionTimetable(parts.clock);
  }

  sources(): WatchSource[] {
    const { caches, backups } = this.parts;
    const { databases, pods, jobs, objectStores } = caches;
    return [
      primary(databases),
      mapped(pods, clusterKeyOf),
      mapped(jobs, clusterKeyOf),
      mapped(backups, targetOf),
      ...(objectStores ? [mapped(objectStores, (store) => this.usersOf(store))] : []),
    ];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches } = this.parts;
    const cluster = caches.databases.store.get(key);
    if (!cluster || isTerminating(cluster)) return this.timetable.forget(keyOf(key));
    const sources = {
      store: (store: ObjectKey) => caches.objectStores?.store.get(store),
      secret: (secret: ObjectKey) => caches.secrets.store.get(secret),
    };
    const session = new Session(cluster, ctx, { ...this.parts, sources });
    const job = this.recoveryOf(cluster);
    if (job) return this.recover(session, job);
    return this.isServing(cluster) ? this.serve(session) : this.giveUp(session);
  }

  private usersOf(store: ObjectStore): ObjectKey[] {
    return this.parts.caches.databases.store.byIndex(BY_STORE, keyOf(store)).map(objectKeyOf);
  }

  private recoveryOf(cluster: Cluster): Job | undefined {
    return ofDatabase(this.parts.caches.jobs, cluster.metadata).find(
      (job) =>
        isOwnedBy(job.metadata, cluster) &&
        readsArchive(job) &&
        !isTerminating(job) &&
        !isJobComplete(job) &&
        !isJobFailed(job),
    );
  }

  private async recover(session: Session, job: Job): Promise<Result> {
    if (session.failures.has('stuck-job')) return;
    return this.parts.pace.step(job, async () => {
      await attemptRecovery(session, job);
      return true;
    });
  }

  private isServing({ metadata, status }: Cluster): boolean {
    const { namespace } = metadata;
    return (
      status?.currentPrimary !== undefined &&
      isPodReady(this.parts.caches.pods.store.get({ namespace, name: status.currentPrimary }))
    );
  }

  private startedOf({ metadata: { namespace, name } }: Cluster): Backup | undefined {
    const found = backupsOf(this.parts.backups, { namespace, name });
    return found.find(({ spec, status }) => spec.method === 'plugin' && status?.phase === 'started');
  }

  /** A backup does not outlive the instance that it is taken from. */
  private async giveUp(session: Session): Promise<Result> {
    const backup = this.startedOf(session.cluster);
    if (backup) await failBackup(session, backup, 'the instance is not running any more');
  }

  private async serve(session: Session): Promise<Result> {
    const { cluster } = session;
    const asked = cluster.metadata.annotations?.[DATA_ANNOTATION.write];
    await session.save(takeWrite(session.database, asked, session.now().toISOString()));
    const trouble = await shipWal(session);
    const waits = [
      trouble === undefined ? undefined : RETRY_MS,
      await this.backUp(session),
      await this.retain(session),
    ];
    const dueMs = waits.filter((wait) => wait !== undefined);
    return dueMs.length > 0 ? { requeueAfterMs: Math.min(...dueMs) } : undefined;
  }

  /** How long the backup in hand still takes. */
  private async backUp(session: Session): Promise<number | undefined> {
    const backup = this.startedOf(session.cluster);
    if (!backup) return undefined;
    const begun = Date.parse(backup.status?.reconciliationStartedAt ?? '') || 0;
    const leftMs = begun + this.parts.pace.stepMsOf(session.cluster) - session.now().getTime();
    if (leftMs > 0) return leftMs;
    await takeBackup(session, backup, backupsOf(this.parts.backups, session.cluster.metadata));
    return undefined;
  }

  /** When retention is to be enforced next. */
  private async retain(session: Session): Promise<number | undefined> {
    const { cluster } = session;
    const place = archiveOf(cluster);
    const store = place && this.parts.caches.objectStores?.store.get(place.store);
    if (!place || !store?.spec.retentionPolicy) return undefined;
    if (this.timetable.isDue(keyOf(cluster), store)) {
      await enforceRetention(session, { place, store, backups: backupsOf(this.parts.backups, cluster.metadata) });
      this.timetable.done(keyOf(cluster), store);
    }
    return this.timetable.remainingMs(keyOf(cluster), store);
  }
}
