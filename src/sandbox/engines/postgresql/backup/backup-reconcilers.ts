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
import { objectKeyOf, type ObjectKey } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import { BACKUP, SCHEDULED_BACKUP } from '../kinds.js';
import type { ClusterCaches } from '../reconcile/cluster-caches.js';
import { ActionExecutor } from '../reconcile/execute.js';
import { FIELD_MANAGER } from '../well-known.js';
import { backupsOf, isDone, scheduledBy, targetOf } from './backup-cache.js';
import type { Backup, ScheduledBackup } from './backup.js';
import { decideBackup } from './decide-backup.js';
import { decideScheduledBackup } from './decide-scheduled-backup.js';

/** Longer waits are cut: a timer that sleeps for weeks would outlive a change of the clock. */
const MAX_WAIT_MS = 3_600_000;

interface Parts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: ClusterCaches;
  readonly backups: Informer<Backup>;
}

export class BackupReconciler implements Reconciler {
  constructor(private readonly parts: Parts) {}

  sources(): WatchSource[] {
    const { caches, backups } = this.parts;
    return [
      primary(backups),
      mapped(caches.databases, ({ metadata }) => this.waitingFor(metadata)),
      // One that ends makes way for the next.
      mapped(backups, (backup) => targetOf(backup).flatMap((cluster) => this.waitingFor(cluster))),
    ];
  }

  private waitingFor(cluster: ObjectKey): ObjectKey[] {
    return backupsOf(this.parts.backups, cluster)
      .filter((backup) => !isDone(backup))
      .map(objectKeyOf);
  }

  private isItsTurn(backup: Backup): boolean {
    const { namespace } = backup.metadata;
    const queue = backupsOf(this.parts.backups, { namespace, name: backup.spec.cluster.name }).filter(
      (one) => !isDone(one),
    );
    const rivals = queue.filter(({ metadata }) => metadata.uid !== backup.metadata.uid);
    return rivals.every((rival) => rival.status?.phase !== 'started' && ageOf(backup) < ageOf(rival));
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, backups } = this.parts;
    const backup = backups.store.get(key);
    if (!backup) return;
    const cluster = caches.databases.store.get({ namespace: key.namespace, name: backup.spec.cluster.name });
    const status = decideBackup({
      backup,
      cluster,
      isItsTurn: this.isItsTurn(backup),
      isPluginInstalled: (name) => caches.isPluginInstalled(name),
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
  private readonly executor: ActionExecutor;

  constructor(
    private readonly parts: Parts,
    informers: SharedInformers,
  ) {
    this.schedules = informers.ensure({ type: SCHEDULED_BACKUP });
    this.executor = new ActionExecutor(parts.client, () => parts.clock.now());
  }

  sources(): WatchSource[] {
    // Backups wake nothing here: they are a source so that the next look sees the one just made.
    return [primary(this.schedules), mapped(this.parts.backups, () => [])];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const scheduled = this.schedules.store.get(key);
    if (!scheduled || scheduled.metadata.deletionTimestamp) return;
    const running = scheduledBy(this.parts.backups, key).filter((backup) => !isDone(backup));
    const { actions, status, waitMs } = decideScheduledBackup({
      scheduled,
      cluster: this.parts.caches.databases.store.get({ namespace: key.namespace, name: scheduled.spec.cluster.name }),
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
