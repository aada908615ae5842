import type { OperationSettings, ReconcileSettings, StorageSettings } from '../config/index.js';
import type { KubeRuntime } from '../kube/kube-runtime.js';
import { Controller, mapped, primary, type ControllerOptions } from '../kube/manager/index.js';
import { parseKey } from '../kube/meta/index.js';
import { BY_ENGINE, type ClusterCaches } from '../caches/index.js';
import { BucketVisitor, StorageProber } from '../object-storage/index.js';
import { BackupRecordReconciler } from './backup-record/backup-record.reconciler.js';
import { backupRecordSources } from './backup-record/backup-record.watches.js';
import { BackupStorageReconciler } from './backup-storage/backup-storage.reconciler.js';
import { backupStorageSources } from './backup-storage/backup-storage.watches.js';
import { StorageVisits } from './buckets/index.js';
import { BackupWriter } from './database-backup/backup-writer.js';
import { DatabaseBackupReconciler } from './database-backup/database-backup.reconciler.js';
import { DatabaseClusterReconciler } from './database-cluster/database-cluster.reconciler.js';
import { databaseClusterSources } from './database-cluster/database-cluster.watches.js';
import { DatabaseEngineReconciler } from './database-engine/database-engine.reconciler.js';
import { OperatorPresence } from './database-engine/operator-presence.js';
import { DayTwoReconciler } from './day-two/day-two.reconciler.js';
import { dayTwoKeys, dayTwoSources } from './day-two/day-two.watches.js';
import { MonitoringConfigReconciler } from './monitoring-config/monitoring-config.reconciler.js';
import { OperationWriter } from './ops-request/operation-writer.js';
import { OpsRequestReconciler } from './ops-request/ops-request.reconciler.js';
import type { ResyncTarget } from './resync.js';
import { wakeWhenServed } from './wake-when-served.js';

export interface Loops {
  readonly clusters: ResyncTarget;
  /** Each loop with the keys of its own kind. */
  readonly targets: readonly ResyncTarget[];
  readonly all: readonly Controller[];
}

export type LoopTools = Pick<KubeRuntime, 'client' | 'informers' | 'events' | 'clock' | 'logger' | 'metrics'>;

export interface LoopSettings {
  readonly reconciling: Pick<ReconcileSettings, 'concurrentReconciles'>;
  readonly operations: Pick<OperationSettings, 'deliveryManagerNames'>;
  readonly storages: Pick<StorageSettings, 'allowedNetworks' | 'workloadIdentity' | 'probeSeconds'>;
}

/**
 * One loop a kind, each with a queue of its own, over shared informers. Where replicas share the work, `admit` tells the
 * keys of this one; whatever belongs to a cluster is worked on under the cluster's key.
 */
export function buildLoops(
  tools: LoopTools,
  caches: ClusterCaches,
  settings: LoopSettings,
  admit?: ControllerOptions['admit'],
): Loops {
  const { client, informers, events, clock, logger, metrics } = tools;
  const { providers } = caches;
  const shared = { maxConcurrent: settings.reconciling.concurrentReconciles, clock, logger, metrics, admit };
  const clusters = new Controller({
    ...shared,
    name: 'databasecluster',
    reconciler: new DatabaseClusterReconciler({ client, events, clock, providers, caches }),
    sources: databaseClusterSources(caches, providers),
  });
  const engines = buildEngineLoop(tools, caches, shared);
  const monitoring = buildMonitoringLoop(tools, caches, shared);
  const dayTwo = buildDayTwoLoop(tools, caches, shared, settings.operations.deliveryManagerNames);
  const storages = buildStorageLoop(tools, caches, shared, settings.storages);
  const records = buildRecordLoop(tools, caches, shared, settings.storages);
  wakeWhenServed(informers, providers, caches, (engine) => {
    engines.enqueue({ name: engine });
    for (const { metadata } of caches.clusters.store.byIndex(BY_ENGINE, engine)) clusters.enqueue(metadata);
  });
  const ofClusters = { controller: clusters, keys: () => caches.clusters.store.keys() };
  const ofEngines = { controller: engines, keys: () => caches.engines.store.keys() };
  const ofDayTwo = { controller: dayTwo, keys: () => dayTwoKeys(caches) };
  const ofMonitoring = { controller: monitoring, keys: () => caches.monitoringConfigs.store.keys() };
  const ofStorages = { controller: storages, keys: () => caches.backupStorages.store.keys() };
  const ofRecords = { controller: records, keys: () => caches.backups.store.keys() };
  return {
    clusters: ofClusters,
    targets: [ofClusters, ofDayTwo, ofEngines, ofMonitoring, ofStorages, ofRecords],
    all: [clusters, dayTwo, engines, monitoring, storages, records],
  };
}

type SharedOptions = Pick<ControllerOptions, 'maxConcurrent' | 'clock' | 'logger' | 'metrics' | 'admit'>;

function buildEngineLoop(
  { client, informers, clock }: LoopTools,
  caches: ClusterCaches,
  shared: SharedOptions,
): Controller {
  const { providers } = caches;
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

function buildMonitoringLoop({ client, clock }: LoopTools, caches: ClusterCaches, shared: SharedOptions): Controller {
  const users = mapped(caches.clusters, ({ metadata, spec }) => {
    const name = spec.monitoring?.configRef.name;
    return name ? [parseKey(`${metadata.namespace}/${name}`)] : [];
  });
  return new Controller({
    ...shared,
    name: 'monitoringconfig',
    reconciler: new MonitoringConfigReconciler({ client, caches, clock }),
    sources: [primary(caches.monitoringConfigs), users],
  });
}

function buildStorageLoop(
  tools: LoopTools,
  caches: ClusterCaches,
  shared: SharedOptions,
  settings: LoopSettings['storages'],
): Controller {
  const { client, events, clock } = tools;
  const { allowedNetworks, workloadIdentity: mayUseOwnIdentity, probeSeconds } = settings;
  const prober = new StorageProber({ egress: { allowed: allowedNetworks }, clock });
  const visits = visitsOf(tools, settings);
  const parts = { client, caches, prober, visits, events, clock };
  return new Controller({
    ...shared,
    name: 'backupstorage',
    reconciler: new BackupStorageReconciler({ ...parts, probeSeconds, mayUseOwnIdentity }),
    sources: backupStorageSources(caches),
  });
}

/** Buckets are slow at times, and whatever waits for one waits here. */
const RECORDS_AT_ONCE = 4;

function buildRecordLoop(
  tools: LoopTools,
  caches: ClusterCaches,
  shared: SharedOptions,
  settings: LoopSettings['storages'],
): Controller {
  const { client, events, clock } = tools;
  const visits = visitsOf(tools, settings);
  return new Controller({
    ...shared,
    maxConcurrent: RECORDS_AT_ONCE,
    name: 'backuprecord',
    reconciler: new BackupRecordReconciler({ client, caches, visits, events, clock }),
    sources: backupRecordSources(caches),
  });
}

function visitsOf(
  { client, clock }: LoopTools,
  { allowedNetworks, workloadIdentity }: LoopSettings['storages'],
): StorageVisits {
  const visitor = new BucketVisitor({ egress: { allowed: allowedNetworks }, clock });
  return new StorageVisits({ client, visitor, mayUseOwnIdentity: workloadIdentity });
}

/** Worked on under the key of the cluster, so that operations and backups move with it from replica to replica. */
export function buildDayTwoLoop(
  { client, events, clock }: LoopTools,
  caches: ClusterCaches,
  shared: SharedOptions,
  deliveryManagers: readonly string[],
): Controller {
  const { providers } = caches;
  const shown = { caches, providers, clock };
  const operations = new OpsRequestReconciler({
    ...shown,
    writer: new OperationWriter(client, events),
    deliveryManagers,
  });
  const backups = new DatabaseBackupReconciler({ ...shown, writer: new BackupWriter(client, events) });
  return new Controller({
    ...shared,
    name: 'opsrequest',
    reconciler: new DayTwoReconciler(operations, backups),
    sources: dayTwoSources(caches, providers),
  });
}
