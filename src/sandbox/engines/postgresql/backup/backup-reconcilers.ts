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
import { keyOf, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import type { Cluster } from '../cluster.js';
import { BACKUP, CLUSTER, SCHEDULED_BACKUP } from '../kinds.js';
import { ActionExecutor } from '../reconcile/execute.js';
import { FIELD_MANAGER, LABEL } from '../well-known.js';
import type { Backup, ScheduledBackup } from './backup.js';
import { decideBackup } from './decide-backup.js';
import { decideScheduledBackup } from './decide-scheduled-backup.js';

const BY_SCHEDULE = 'bySchedule';
const BY_CLUSTER_NAME = 'byClusterName';
/** Longer waits are cut: a timer that sleeps for weeks would outlive a change of the clock. */
const MAX_WAIT_MS = 3_600_000;

interface Parts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly informers: SharedInformers;
}

const scheduleKeyOf = ({ metadata }: KubeObject): string[] => {
  const name = metadata.labels?.[LABEL.scheduledBackup];
  return name ? [keyOf({ namespace: metadata.namespace, name })] : [];
};

const byClusterName = ({ metadata, spec }: Backup): string[] => [
  keyOf({ namespace: metadata.namespace, name: spec.cluster.name }),
];

const ensureBackups = (informers: SharedInformers): Informer<Backup> =>
  informers.ensure<Backup>({
    type: BACKUP,
    indexers: { [BY_SCHEDULE]: scheduleKeyOf, [BY_CLUSTER_NAME]: byClusterName },
  });

export class BackupReconciler implements Reconciler {
  private readonly backups: Informer<Backup>;
  private readonly clusters: Informer<Cluster>;

  constructor(private readonly parts: Parts) {
    this.backups = ensureBackups(parts.informers);
    this.clusters = parts.informers.ensure({ type: CLUSTER });
  }

  sources(): WatchSource[] {
    const waiting = mapped(this.clusters, (cluster) => this.backupsOf(cluster), {
      // Only a Cluster's appearance frees a Backup that waits for it.
      predicate: ({ previous, object }) => !previous && object !== undefined,
    });
    return [primary(this.backups), waiting];
  }

  private backupsOf(cluster: Cluster): ObjectKey[] {
    const found = this.backups.store.byIndex(BY_CLUSTER_NAME, keyOf(cluster));
    return found.map(({ metadata: { namespace, name } }) => ({ namespace, name }));
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const backup = this.backups.store.get(key);
    if (!backup) return;
    const cluster = this.clusters.store.get({ namespace: key.namespace, name: backup.spec.cluster.name });
    const status = decideBackup(backup, cluster, this.parts.clock.now());
    if (!status) return;
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(BACKUP, await patchStatusIfChanged(this.parts.client, BACKUP, backup, write));
  }
}

export class ScheduledBackupReconciler implements Reconciler {
  private readonly schedules: Informer<ScheduledBackup>;
  private readonly backups: Informer<Backup>;
  private readonly clusters: Informer<Cluster>;
  private readonly executor: ActionExecutor;

  constructor(private readonly parts: Parts) {
    this.schedules = parts.informers.ensure({ type: SCHEDULED_BACKUP });
    this.backups = ensureBackups(parts.informers);
    this.clusters = parts.informers.ensure({ type: CLUSTER });
    this.executor = new ActionExecutor(parts.client, () => parts.clock.now());
  }

  sources(): WatchSource[] {
    // Backups wake nothing here: they are a source so that the next look sees the one just made.
    return [primary(this.schedules), mapped(this.backups, () => [])];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const scheduled = this.schedules.store.get(key);
    if (!scheduled || scheduled.metadata.deletionTimestamp) return;
    const running = this.backups.store.byIndex(BY_SCHEDULE, keyOf(key)).filter(({ status }) => !isDone(status?.phase));
    const { actions, status, waitMs } = decideScheduledBackup({
      scheduled,
      cluster: this.clusters.store.get({ namespace: key.namespace, name: scheduled.spec.cluster.name }),
      isRunning: running.length > 0,
      now: this.parts.clock.now(),
    });
    await this.executor.execute(actions, undefined, ctx);
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(
      SCHEDULED_BACKUP,
      await patchStatusIfChanged(this.parts.client, SCHEDULED_BACKUP, scheduled, write),
    );
    return waitMs === undefined ? undefined : { requeueAfterMs: Math.min(waitMs, MAX_WAIT_MS) };
  }
}

const isDone = (phase: string | undefined): boolean => phase === 'completed' || phase === 'failed';
