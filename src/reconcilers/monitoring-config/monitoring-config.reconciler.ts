import { describeUsers, usersOfMonitoringConfig, type ClusterCaches } from '../../caches/index.js';
import { reasonOf } from '../../domain/errors.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { ReconcileContext, Reconciler } from '../../kube/manager/index.js';
import { formatTime, mergeConditions, type Condition, type ObjectKey } from '../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../kube/writes/index.js';
import { MONITORING_CONFIG, type MonitoringConfig } from '../../resources/monitoring-config/index.js';
import { keepWhileUsed } from '../in-use.js';
import { withAuthors } from '../kept-authors.js';

export interface MonitoringDependencies {
  readonly client: KubeClient;
  readonly caches: Pick<ClusterCaches, 'monitoringConfigs' | 'clusters'>;
  readonly clock: Clock;
}

/** Keeps the status of each MonitoringConfig: usable, and by how many clusters it is used; holds it while it is. */
export class MonitoringConfigReconciler implements Reconciler {
  constructor(private readonly options: MonitoringDependencies) {}

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<void> {
    const { client, caches } = this.options;
    const found = caches.monitoringConfigs.store.get(key);
    if (!found) return;
    const users = usersOfMonitoringConfig(caches, key);
    const config = await keepWhileUsed({ client, ctx }, MONITORING_CONFIG, found, users);
    if (config.metadata.deletionTimestamp && users.length === 0) return;
    await this.tell(config, users, ctx);
  }

  private async tell(config: MonitoringConfig, users: readonly string[], ctx: ReconcileContext): Promise<void> {
    const observedGeneration = config.metadata.generation;
    const ready = { ...readyOf(config, users), observedGeneration };
    const now = formatTime(this.options.clock.now());
    const conditions = mergeConditions(config.status?.conditions ?? [], [ready], now) as Condition[];
    const status = withAuthors({ observedGeneration, usedBy: users.length, conditions }, config);
    const write = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    const written = await patchStatusIfChanged(this.options.client, MONITORING_CONFIG, config, write);
    if (written !== config) ctx.recordWrite(MONITORING_CONFIG, written);
  }
}

type Ready = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** What is to be deleted serves whoever needs it until then. */
function readyOf({ metadata }: MonitoringConfig, users: readonly string[]): Ready {
  const ready = { type: 'Ready', status: 'True' } as const;
  if (!metadata.deletionTimestamp) return { ...ready, reason: 'Usable', message: 'Clusters can refer to it.' };
  return { ...ready, reason: reasonOf('in_use'), message: `It is not deleted yet: ${describeUsers(users)}.` };
}
