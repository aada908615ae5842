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
import type { ObjectKey } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import type { Cluster } from '../cluster.js';
import { BACKUP, CLUSTER, SCHEDULED_BACKUP } from '../kinds.js';
import { ActionExecutor } from '../reconcile/execute.js';
import { FIELD_MANAGER } from '../well-known.js';
import { backupsOf, ensureBackups, isDone, scheduledBy } from './backup-cache.js';
import type { Backup, ScheduledBackup } from './backup.js';
import { decideBackup } from './decide-backup.js';
import { decideScheduledBackup } from './decide-scheduled-backup.js';

/** Longer waits are cut: a timer that sleeps for weeks would outlive a change of the clock. */
const MAX_WAIT_MS = 3_600_000;

interface Parts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly informers: SharedInformers;
}

export class BackupReconciler implements Reconciler {
  private readonly backups: Informer<Backup>;
  private readonly clusters: Informer<Cluster>;

  constructor(
    private readonly parts: Parts,
    private readonly isPluginInstalled: (name: string) => boolean,
  ) {
    this.backups = ensureBackups(parts.informers);
    this.clusters = parts.informers.ensure({ type: CLUSTER });
  }

  sources(): WatchSource[] {
    return [
      primary(this.backups),
      mapped(this.clusters, ({ metadata }) => this.waitingFor(metadata)),
      // One that ends makes way for the next.
      mapped(this.backups, ({ metadata, spec }) =>
        this.waitingFor({ namespace: metadata.namespace, name: spec.cluster.name }),
      ),
    ];
  }

  private waitingFor(cluster: ObjectKey): ObjectKey[] {
    const found = backupsOf(this.backups, cluster).filter((backup) => !isDone(backup));
    return found.map(({ metadata: { namespace, name } }) => ({ namespace, name }));
  }

  private isItsTurn(backup: Backup): boolean {
    const { namespace } = backup.metadata;
    const queue = backupsOf(this.backups, { namespace, name: backup.spec.cluster.name }).filter((one) => !isDone(one));
    const rivals = queue.filter(({ metadata }) => metadata.uid !== backup.metadata.uid);
    return rivals.every((rival) => rival.status?.phase !== 'started' && ageOf(backup) < ageOf(rival));
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const backup = this.backups.store.get(key);
    if (!backup) return;
    const cluster = this.clusters.store.get({ namespace: key.namespace, name: backup.spec.cluster.name });
    const status = decideBackup({
      backup,
      cluster,
      isItsTurn: this.isItsTurn(backup),
      isPluginInstalled: this.isPluginInstalled,
      now: this.parts.clock.now(),
    });
    if (!status) return;
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(BACKUP, await patchStatusIfChanged(this.parts.client, BACKUP, backup, write));
  }
}

/** Sorts the oldest first; names decide between two of one second. */
const ageOf = ({ metadata }: Backup): string => `${metadata.creationTimestamp} ${metadata.name}`;

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
    const running = scheduledBy(this.backups, key).filter((backup) => !isDone(backup));
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
