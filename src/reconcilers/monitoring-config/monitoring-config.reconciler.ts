import type { KubeClient } from '../../kube/client/index.js';
import type { Clock } from '../../kube/clock.js';
import type { Informer } from '../../kube/informer/index.js';
import type { ReconcileContext, Reconciler } from '../../kube/manager/index.js';
import { formatTime, keyOf, mergeConditions, type Condition, type ObjectKey } from '../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../kube/writes/index.js';
import { FIELD_MANAGER } from '../../domain/naming.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { MONITORING_CONFIG, type MonitoringConfig } from '../../resources/monitoring-config/index.js';

export interface MonitoringDependencies {
  readonly client: KubeClient;
  readonly configs: Informer<MonitoringConfig>;
  readonly clusters: Informer<DatabaseCluster>;
  /** Index of `clusters` by the key of the config they name. */
  readonly byConfig: string;
  readonly clock: Clock;
}

/** Keeps the status of each MonitoringConfig: usable, and by how many clusters it is used. */
export class MonitoringConfigReconciler implements Reconciler {
  constructor(private readonly options: MonitoringDependencies) {}

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<void> {
    const { client, configs, clusters, byConfig, clock } = this.options;
    const config = configs.store.get(key);
    if (!config) return;
    const usedBy = clusters.store.byIndex(byConfig, keyOf(key)).length;
    const observedGeneration = config.metadata.generation;
    const ready = {
      type: 'Ready',
      status: 'True' as const,
      reason: 'Usable',
      message: 'Clusters can refer to it.',
      observedGeneration,
    };
    const now = formatTime(clock.now());
    const conditions = mergeConditions(config.status?.conditions ?? [], [ready], now) as Condition[];
    const write = {
      status: { observedGeneration, usedBy, conditions },
      fieldManager: FIELD_MANAGER,
      signal: ctx.signal,
    };
    const written = await patchStatusIfChanged(client, MONITORING_CONFIG, config, write);
    if (written !== config) ctx.recordWrite(MONITORING_CONFIG, written);
  }
}
