import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import {
  mapped,
  primary,
  type ReconcileContext,
  type Reconciler,
  type Result,
  type WatchSource,
} from '../../../../kube/manager/index.js';
import { keyOf, POD, SECRET, type ObjectKey } from '../../../../kube/meta/index.js';
import type { Backup } from '../backup/backup.js';
import { backupsOf, ensureBackups } from '../backup/backup-cache.js';
import { isOwnedBy } from '../../mechanics/ownership.js';
import { readsArchive } from '../builders/job.js';
import type { Cluster } from '../cluster.js';
import { CLUSTER, JOB, OBJECT_STORE } from '../kinds.js';
import type { Pace } from '../../mechanics/pace.js';
import { BY_CLUSTER, byCluster, clusterKeyOf } from '../reconcile/cluster-index.js';
import {
  isJobComplete,
  isJobFailed,
  isPodReady,
  isTerminating,
  type Job,
  type Pod,
  type Secret,
} from '../../mechanics/workloads.js';
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
  readonly informers: SharedInformers;
  readonly pace: Pace;
}

/** What the plugin's processes do beside a Cluster's PostgreSQL, and PostgreSQL itself as far as they look at it. */
export class BarmanReconciler implements Reconciler {
  private readonly clusters: Informer<Cluster>;
  private readonly pods: Informer<Pod>;
  private readonly jobs: Informer<Job>;
  private readonly backups: Informer<Backup>;
  private readonly stores: Informer<ObjectStore> | undefined;
  private readonly secrets: Informer<Secret>;
  private readonly timetable: RetentionTimetable;

  /** Without the plugin there are rows to write, and nothing else to do. */
  constructor(
    private readonly parts: BarmanParts,
    hasBarman: boolean,
  ) {
    const { informers, clock } = parts;
    const byStore = (cluster: Cluster): string[] =>
      [archiveOf(cluster)].flatMap((place) => (place ? keyOf(place.store) : []));
    this.clusters = informers.ensure<Cluster>({ type: CLUSTER, indexers: { [BY_STORE]: byStore } });
    this.pods = informers.ensure({ type: POD });
    this.jobs = informers.ensure<Job>({ type: JOB, indexers: { [BY_CLUSTER]: byCluster } });
    this.backups = ensureBackups(informers);
    this.stores = hasBarman ? informers.ensure({ type: OBJECT_STORE }) : undefined;
    this.secrets = informers.ensure({ type: SECRET });
    this.timetable = new RetentionTimetable(clock);
  }

  sources(): WatchSource[] {
    const byName = ({ metadata, spec }: Backup): ObjectKey[] => [
      { namespace: metadata.namespace, name: spec.cluster.name },
    ];
    return [
      primary(this.clusters),
      mapped(this.pods, clusterKeyOf),
      mapped(this.jobs, clusterKeyOf),
      mapped(this.backups, byName),
      ...(this.stores ? [mapped(this.stores, (store) => this.usersOf(store))] : []),
    ];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const cluster = this.clusters.store.get(key);
    if (!cluster || isTerminating(cluster)) return this.timetable.forget(keyOf(key));
    const sources = {
      store: (store: ObjectKey) => this.stores?.store.get(store),
      secret: (secret: ObjectKey) => this.secrets.store.get(secret),
    };
    const session = new Session(cluster, ctx, { ...this.parts, sources });
    const job = this.recoveryOf(cluster);
    if (job) return this.recover(session, job);
    return this.isServing(cluster) ? this.serve(session) : this.giveUp(session);
  }

  private usersOf(store: ObjectStore): ObjectKey[] {
    const found = this.clusters.store.byIndex(BY_STORE, keyOf(store));
    return found.map(({ metadata: { namespace, name } }) => ({ namespace, name }));
  }

  private recoveryOf(cluster: Cluster): Job | undefined {
    const jobs = this.jobs.store.byIndex(BY_CLUSTER, keyOf(cluster));
    return jobs.find(
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
    const waitMs = this.parts.pace.remainingMs(job);
    if (waitMs > 0) return { requeueAfterMs: waitMs };
    await attemptRecovery(session, job);
    const pauseMs = this.parts.pace.stepDone(job);
    return pauseMs > 0 ? { requeueAfterMs: pauseMs } : undefined;
  }

  private isServing({ metadata, status }: Cluster): boolean {
    const { namespace } = metadata;
    return (
      status?.currentPrimary !== undefined &&
      isPodReady(this.pods.store.get({ namespace, name: status.currentPrimary }))
    );
  }

  private startedOf({ metadata: { namespace, name } }: Cluster): Backup | undefined {
    const found = backupsOf(this.backups, { namespace, name });
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
    await takeBackup(session, backup, backupsOf(this.backups, session.cluster.metadata));
    return undefined;
  }

  /** When retention is to be enforced next. */
  private async retain(session: Session): Promise<number | undefined> {
    const { cluster } = session;
    const place = archiveOf(cluster);
    const store = place && this.stores?.store.get(place.store);
    if (!place || !store?.spec.retentionPolicy) return undefined;
    if (this.timetable.isDue(keyOf(cluster), store)) {
      await enforceRetention(session, { place, store, backups: backupsOf(this.backups, cluster.metadata) });
      this.timetable.done(keyOf(cluster), store);
    }
    return this.timetable.remainingMs(keyOf(cluster), store);
  }
}
