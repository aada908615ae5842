import type { ReconcileSettings } from '../config/index.js';
import type { KubeRuntime } from '../kube/kube-runtime.js';
import { Controller, mapped, primary } from '../kube/manager/index.js';
import { parseKey } from '../kube/meta/index.js';
import type { ProviderRegistry } from '../providers/contract/index.js';
import { BY_ENGINE, BY_MONITORING_CONFIG, ClusterCaches } from './database-cluster/cluster-caches.js';
import { DatabaseClusterReconciler } from './database-cluster/database-cluster.reconciler.js';
import { databaseClusterSources } from './database-cluster/database-cluster.watches.js';
import { DatabaseEngineReconciler } from './database-engine/database-engine.reconciler.js';
import { OperatorPresence } from './database-engine/operator-presence.js';
import { MonitoringConfigReconciler } from './monitoring-config/monitoring-config.reconciler.js';
import { wakeWhenServed } from './wake-when-served.js';

export interface Loops {
  readonly clusters: Controller;
  readonly all: readonly Controller[];
  readonly caches: ClusterCaches;
}

/** One loop a kind, each with a queue of its own, over shared informers. */
export function buildLoops(runtime: KubeRuntime, providers: ProviderRegistry, settings: ReconcileSettings): Loops {
  const { client, informers, events, clock, logger, metrics } = runtime;
  const caches = new ClusterCaches(informers, providers);
  const shared = { maxConcurrent: settings.concurrentReconciles, clock, logger, metrics };
  const clusters = new Controller({
    ...shared,
    name: 'databasecluster',
    reconciler: new DatabaseClusterReconciler({ client, events, clock, providers, caches }),
    sources: databaseClusterSources(caches, providers),
  });
  const engines = buildEngineLoop(runtime, providers, caches, shared);
  wakeWhenServed(informers, providers, caches, (engine) => {
    engines.enqueue({ name: engine });
    for (const { metadata } of caches.clusters.store.byIndex(BY_ENGINE, engine)) clusters.enqueue(metadata);
  });
  return { clusters, all: [clusters, engines, buildMonitoringLoop(runtime, caches, shared)], caches };
}

type SharedOptions = Pick<
  ConstructorParameters<typeof Controller>[0],
  'maxConcurrent' | 'clock' | 'logger' | 'metrics'
>;

function buildEngineLoop(
  { client, informers, clock }: KubeRuntime,
  providers: ProviderRegistry,
  caches: ClusterCaches,
  shared: SharedOptions,
): Controller {
  const presence = new OperatorPresence(informers, providers.all());
  const deployments = providers
    .all()
    .map(({ engine }) => mapped(presence.deploymentsOf(engine)!, () => [{ name: engine }]));
  return new Controller({
    ...shared,
    name: 'databaseengine',
    reconciler: new DatabaseEngineReconciler({ client, engines: caches.engines, providers, presence, clock }),
    sources: [primary(caches.engines), ...deployments],
  });
}

function buildMonitoringLoop({ client, clock }: KubeRuntime, caches: ClusterCaches, shared: SharedOptions): Controller {
  const { clusters, monitoringConfigs: configs } = caches;
  const users = mapped(clusters, ({ metadata, spec }) => {
    const name = spec.monitoring?.configRef.name;
    return name ? [parseKey(`${metadata.namespace}/${name}`)] : [];
  });
  return new Controller({
    ...shared,
    name: 'monitoringconfig',
    reconciler: new MonitoringConfigReconciler({ client, configs, clusters, byConfig: BY_MONITORING_CONFIG, clock }),
    sources: [primary(configs), users],
  });
}
