import type { BackupWorld } from '../../src/backups/index.js';
import { BY_TARGET, type ClusterCaches } from '../../src/caches/index.js';
import type { EventRecorder } from '../../src/kube/events/index.js';
import { keyOf, type KubeObject } from '../../src/kube/meta/index.js';
import { applyMergePatch } from '../../src/kube/writes/index.js';
import { ProviderRegistry, type BackupDriver, type OperationHandler } from '../../src/providers/contract/index.js';
import { BackupWriter } from '../../src/reconcilers/database-backup/backup-writer.js';
import { DatabaseBackupReconciler } from '../../src/reconcilers/database-backup/database-backup.reconciler.js';
import { DayTwoReconciler } from '../../src/reconcilers/day-two/day-two.reconciler.js';
import { OperationWriter } from '../../src/reconcilers/ops-request/operation-writer.js';
import { OpsRequestReconciler } from '../../src/reconcilers/ops-request/ops-request.reconciler.js';
import type { BackupStorage } from '../../src/resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../src/resources/database-backup/index.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import type { OpsRequest } from '../../src/resources/ops-request/index.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { aDatabaseEngine } from '../builders/database-engine.js';
import { aKubeError } from '../builders/kube-error.js';
import { anOperationHandler } from '../builders/operation-handler.js';
import { aProvider } from '../builders/provider.js';
import { aReconcileContext } from '../builders/reconcile-context.js';
import type { Widget } from '../builders/widget.js';
import { InMemoryInformer } from './in-memory-informer.js';
import { ManualClock } from './manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from './scripted-kube-client.js';

const DELETED_AT = '2026-01-01T00:00:00Z';
const CLUSTER = { namespace: 'team-a', name: 'orders' };

/** What a process does that is killed before a write. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

const byTarget = {
  [BY_TARGET]: ({ metadata, spec }: OpsRequest | DatabaseBackup) => [
    keyOf({ namespace: metadata.namespace, name: spec.clusterRef.name }),
  ],
};

/** A cluster, its operations and backups, and one engine that answers as told, over caches that see every write at once. */
export class OperationWorld {
  readonly clock = new ManualClock();
  readonly operations = new InMemoryInformer<OpsRequest>([], byTarget);
  readonly backups = new InMemoryInformer<DatabaseBackup>([], byTarget);
  readonly storages = new InMemoryInformer<BackupStorage>();
  /** What the operator of the engine is asked for. */
  readonly widgets = new InMemoryInformer<Widget>();
  readonly clusters = new InMemoryInformer<DatabaseCluster>();
  readonly engines = new InMemoryInformer([aDatabaseEngine()]);
  readonly events: string[] = [];
  handler: OperationHandler = anOperationHandler();
  /** Without, the engine takes no backups. */
  driver: BackupDriver | undefined;
  /** So many writes are still let through. */
  writesToLive = Infinity;
  readonly client = new ScriptedKubeClient({
    get: ({ key }) => this.clusters.store.get(key!) ?? Promise.reject(aKubeError('NotFound')),
    create: (call) => this.create(call),
    patch: (call) => this.write(call),
    delete: (call) => this.remove(call),
  });
  #version = 100;

  constructor(cluster: DatabaseCluster = aRunningCluster()) {
    this.clusters.put(cluster);
  }

  get cluster(): DatabaseCluster {
    return this.clusters.store.get(CLUSTER)!;
  }

  ask(...requests: OpsRequest[]): this {
    this.operations.put(...requests);
    return this;
  }

  find(name = 'op'): OpsRequest | undefined {
    return this.operations.store.get({ namespace: 'team-a', name });
  }

  /** A new process each time: what is not in the objects is forgotten. */
  async look(): Promise<void> {
    const result = await this.reconciler().reconcile(CLUSTER, aReconcileContext());
    this.wakeAfterMs = result ? result.requeueAfterMs : undefined;
  }

  wakeAfterMs: number | undefined;

  /** Looks until there is nothing to do at once: every write wakes the loop, as its watch would. */
  async settle(): Promise<this> {
    for (let looks = 0; looks < 50; looks++) {
      const version = this.#version;
      await this.look();
      if (this.wakeAfterMs !== 1 && this.#version === version) return this;
    }
    throw new Error('it never comes to rest');
  }

  async pass(seconds: number): Promise<this> {
    this.clock.jump(seconds * 1000);
    return this.settle();
  }

  /** What somebody else does to the cluster. */
  edit(patch: object): void {
    this.editIn(this.clusters, this.cluster, patch);
  }

  /** What somebody else does to an object. */
  protected editIn<T extends KubeObject>(informer: InMemoryInformer<T>, object: T, patch: object): void {
    this.store(informer as unknown as InMemoryInformer<KubeObject>, object, patch);
  }

  private reconciler(): DayTwoReconciler {
    const providers = new ProviderRegistry([aProvider({ operation: this.handler, backups: this.driver })]);
    const tell = (_: unknown, reason: string): void => void this.events.push(reason);
    const events = { normal: tell, warning: tell } as unknown as EventRecorder;
    const shown = { caches: this.caches(), providers, clock: this.clock };
    const operations = new OpsRequestReconciler({
      ...shown,
      writer: new OperationWriter(this.client, events),
      deliveryManagers: ['argocd-controller'],
    });
    const backups = new DatabaseBackupReconciler({ ...shown, writer: new BackupWriter(this.client, events) });
    return new DayTwoReconciler(operations, backups);
  }

  private caches(): ClusterCaches {
    const caches = {
      clusters: this.clusters,
      engines: this.engines,
      operations: this.operations,
      operationsOf: (key: typeof CLUSTER) => this.operations.store.byIndex(BY_TARGET, keyOf(key)),
      backupsOf: (key: typeof CLUSTER) => this.backups.store.byIndex(BY_TARGET, keyOf(key)),
      backupWorld: () => this.backupWorld(),
      observe: () => ({ get: (_: unknown, name: string) => this.widget(name), list: () => [], serves: () => true }),
    };
    return caches as unknown as ClusterCaches;
  }

  private backupWorld(): BackupWorld {
    const named = (name: string): typeof CLUSTER => ({ ...CLUSTER, name });
    return {
      backup: (name) => this.backups.store.get(named(name)),
      backupsOf: (name) => this.backups.store.byIndex(BY_TARGET, keyOf(named(name))),
      storage: (name) => this.storages.store.get(named(name)),
      cluster: (name) => this.clusters.store.get(named(name)),
      hasLog: () => true,
    };
  }

  widget(name: string): Widget | undefined {
    return this.widgets.store.get({ ...CLUSTER, name });
  }

  private create(call: KubeCall): KubeObject {
    this.spendLife();
    const informer = this.informerOf(call);
    if (informer.store.get(call.key!)) throw aKubeError('AlreadyExists');
    const { metadata, ...rest } = call.body as KubeObject;
    const uid = `uid-${metadata.name}-${++this.#version}`;
    const creationTimestamp = this.clock.now().toISOString();
    const stamp = { uid, creationTimestamp, resourceVersion: String(this.#version), generation: 1 };
    const created = { ...rest, metadata: { ...metadata, ...stamp } };
    informer.put(created);
    return created;
  }

  private write(call: KubeCall): KubeObject {
    this.spendLife();
    const informer = this.informerOf(call);
    const current = informer.store.get(call.key!);
    if (!current) throw aKubeError('NotFound');
    const { resourceVersion } = (call.body as { metadata?: { resourceVersion?: string } }).metadata ?? {};
    if (resourceVersion !== undefined && resourceVersion !== current.metadata.resourceVersion)
      throw aKubeError('Conflict');
    return this.store(informer, current, call.body as object);
  }

  private store(informer: InMemoryInformer<KubeObject>, current: KubeObject, patch: object): KubeObject {
    const next = applyMergePatch(current, patch) as KubeObject & { status?: object };
    next.metadata = { ...next.metadata, resourceVersion: String(++this.#version) };
    if ('spec' in patch) {
      next.metadata.generation = (current.metadata.generation ?? 1) + 1;
      // The cluster's own loop is not here: what is asked for is seen at once.
      next.status = { ...next.status, observedGeneration: next.metadata.generation };
    }
    if (next.metadata.deletionTimestamp && !next.metadata.finalizers?.length) informer.remove(next);
    else informer.put(next);
    return next;
  }

  private remove(call: KubeCall): void {
    this.spendLife();
    const informer = this.informerOf(call);
    const object = informer.store.get(call.key!);
    this.#version += 1;
    const { finalizers } = object?.metadata ?? {};
    if (object && finalizers?.length) this.store(informer, object, { metadata: { deletionTimestamp: DELETED_AT } });
    else if (object) informer.remove(object);
  }

  private spendLife(): void {
    this.writesToLive -= 1;
    if (this.writesToLive < 0) throw new Killed();
  }

  private informerOf({ what }: KubeCall): InMemoryInformer<KubeObject> {
    const informers: Record<string, unknown> = {
      databaseclusters: this.clusters,
      opsrequests: this.operations,
      databasebackups: this.backups,
      widgets: this.widgets,
    };
    return informers[what] as InMemoryInformer<KubeObject>;
  }
}

export function aRunningCluster(changes: Partial<DatabaseCluster> = {}): DatabaseCluster {
  const cluster = aDatabaseCluster();
  return {
    ...cluster,
    metadata: { ...cluster.metadata, generation: 4, resourceVersion: '50' },
    status: { phase: 'Running', observedGeneration: 4, message: '3 of 3 members serve.' },
    ...changes,
  };
}
