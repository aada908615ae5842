import type { StandInContext } from '../engine.js';
import { OperatorStandIn, type Loop, type LoopParts } from '../mechanics/operator-stand-in.js';
import { BarmanReconciler } from './barman/barman-reconciler.js';
import { announceBarman } from './barman/plugin-presence.js';
import { ensureBackups } from './backup/backup-cache.js';
import { BackupReconciler, ScheduledBackupReconciler } from './backup/backup-reconcilers.js';
import { leanCrds } from './crds/index.js';
import { OPERATOR } from './operator-identity.js';
import { PoolerReconciler } from './pooler/pooler-reconciler.js';
import { ClusterCaches } from './reconcile/cluster-caches.js';
import { ClusterReconciler } from './reconcile/cluster-reconciler.js';
import { buildWebhookConfigurations } from './webhook/configurations.js';
import { WebhookServer } from './webhook/webhook-server.js';
import { FIELD_MANAGER } from './well-known.js';

export interface PostgresqlStandInOptions {
  /** Whether the Barman Cloud plugin is installed beside the operator. Default: it is. */
  readonly hasBarman?: boolean;
}

/** Stands in for CloudNativePG 1.30: the same API, the same words, and no PostgreSQL behind. */
export class PostgresqlStandIn extends OperatorStandIn {
  constructor({ hasBarman = true }: PostgresqlStandInOptions = {}) {
    let webhooks: WebhookServer | undefined;
    super({
      name: 'postgresql',
      prefix: 'cnpg',
      identity: OPERATOR,
      crds: () => leanCrds(hasBarman),
      loops: (parts) => loopsOf(parts, hasBarman),
      prepare: async (context) => {
        webhooks = new WebhookServer(context.logger);
        await registerWebhooks(webhooks, context);
        if (hasBarman) await announceBarman(context.client);
      },
      conclude: async () => {
        await webhooks?.stop();
      },
    });
  }
}

async function registerWebhooks(webhooks: WebhookServer, { client, clock }: StandInContext): Promise<void> {
  const reach = await webhooks.start(clock.now());
  for (const { type, object } of buildWebhookConfigurations(reach)) {
    await client.apply(type, object, { fieldManager: FIELD_MANAGER, force: true });
  }
}

function loopsOf({ client, clock, informers, newPace }: LoopParts, hasBarman: boolean): Loop[] {
  const caches = new ClusterCaches(informers, hasBarman);
  const clusters = new ClusterReconciler({ client, clock, caches, pace: newPace() });
  const poolers = new PoolerReconciler({ client, clock, informers, caches, pace: newPace() });
  const backups = ensureBackups(informers);
  const takers = new BackupReconciler({ client, clock, caches, backups });
  const barman = new BarmanReconciler({ client, clock, caches, backups, pace: newPace() });
  const schedules = new ScheduledBackupReconciler({ client, clock, caches, backups }, informers);
  return [
    { name: 'cluster', reconciler: clusters, sources: caches.sources() },
    { name: 'pooler', reconciler: poolers, sources: poolers.sources() },
    { name: 'backup', reconciler: takers, sources: takers.sources() },
    { name: 'barman-cloud', reconciler: barman, sources: barman.sources() },
    { name: 'scheduled-backup', reconciler: schedules, sources: schedules.sources() },
  ];
}
