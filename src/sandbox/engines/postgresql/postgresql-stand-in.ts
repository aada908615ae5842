import { SharedInformers } from '../../../kube/informer/index.js';
import { Controller, Manager, type Reconciler, type WatchSource } from '../../../kube/manager/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { EngineStandIn, StandInContext } from '../engine.js';
import { BarmanReconciler } from './barman/barman-reconciler.js';
import { announceBarman } from './barman/plugin-presence.js';
import { BackupReconciler, ScheduledBackupReconciler } from './backup/backup-reconcilers.js';
import { leanCrds } from './crds/index.js';
import { announceOperator, reportOperator } from '../mechanics/operator-presence.js';
import { OPERATOR } from './operator-identity.js';
import { Pace } from '../mechanics/pace.js';
import { PoolerReconciler } from './pooler/pooler-reconciler.js';
import { ClusterCaches } from './reconcile/cluster-caches.js';
import { ClusterReconciler } from './reconcile/cluster-reconciler.js';
import { buildWebhookConfigurations } from './webhook/configurations.js';
import { WebhookServer } from './webhook/webhook-server.js';
import { FIELD_MANAGER } from './well-known.js';

/** The operator ships with ten; its work is waiting for the API server. */
const CLUSTER_WORKERS = 16;
const DRAIN_TIMEOUT_MS = 5_000;

export interface PostgresqlStandInOptions {
  /** Whether the Barman Cloud plugin is installed beside the operator. Default: it is. */
  readonly hasBarman?: boolean;
}

/** Stands in for CloudNativePG 1.30: the same API, the same words, and no PostgreSQL behind. */
export class PostgresqlStandIn implements EngineStandIn {
  readonly name = 'postgresql';
  private readonly hasBarman: boolean;
  private running: { context: StandInContext; manager: Manager; webhooks: WebhookServer } | undefined;

  constructor({ hasBarman = true }: PostgresqlStandInOptions = {}) {
    this.hasBarman = hasBarman;
  }

  crds(): readonly UntypedObject[] {
    return leanCrds(this.hasBarman);
  }

  async start(context: StandInContext): Promise<void> {
    if (this.running) throw new Error('the PostgreSQL stand-in is running already');
    const { client, clock, logger } = context;
    const webhooks = new WebhookServer(logger);
    const reach = await webhooks.start(clock.now());
    const manager = createManager(context, this.hasBarman);
    this.running = { context, manager, webhooks };
    for (const { type, object } of buildWebhookConfigurations(reach)) {
      await client.apply(type, object, { fieldManager: FIELD_MANAGER, force: true });
    }
    await announceOperator(client, OPERATOR, false);
    if (this.hasBarman) await announceBarman(client);
    await manager.start();
    await reportOperator(client, OPERATOR, true);
    logger.info('Operator stand-in started', { engine: this.name, stepMs: context.stepMs });
  }

  async stop(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.running = undefined;
    await running.manager.stop();
    await running.webhooks.stop();
    running.context.logger.info('Operator stand-in stopped', { engine: this.name });
  }
}

function createManager(context: StandInContext, hasBarman: boolean): Manager {
  const { client, clock, logger, stepMs } = context;
  const informers = new SharedInformers({ client, clock, logger });
  const pace = new Pace(clock, stepMs);
  const caches = new ClusterCaches(informers, hasBarman);
  const poolers = new PoolerReconciler({ client, clock, informers, pace });
  const backups = new BackupReconciler({ client, clock, informers }, (name) => caches.isPluginInstalled(name));
  const barman = new BarmanReconciler({ client, clock, informers, pace: new Pace(clock, stepMs) }, hasBarman);
  const schedules = new ScheduledBackupReconciler({ client, clock, informers });
  const controller = (name: string, reconciler: Reconciler, sources: readonly WatchSource[]): Controller =>
    new Controller({ name: `cnpg-${name}`, reconciler, sources, maxConcurrent: CLUSTER_WORKERS, clock, logger });
  return new Manager({
    informers,
    controllers: [
      controller('cluster', new ClusterReconciler({ client, clock, caches, pace }), caches.sources()),
      controller('pooler', poolers, poolers.sources()),
      controller('backup', backups, backups.sources()),
      controller('barman-cloud', barman, barman.sources()),
      controller('scheduled-backup', schedules, schedules.sources()),
    ],
    onFatal: (error) => logger.error('Operator stand-in failed', { err: error }),
    logger,
    drainTimeoutMs: DRAIN_TIMEOUT_MS,
  });
}
