import { BY_TARGET, type ClusterCaches } from '../../src/caches/index.js';
import type { EventRecorder } from '../../src/kube/events/index.js';
import { keyOf, type KubeObject } from '../../src/kube/meta/index.js';
import { applyMergePatch } from '../../src/kube/writes/index.js';
import { ProviderRegistry, type OperationHandler } from '../../src/providers/contract/index.js';
import { OperationWriter } from '../../src/reconcilers/ops-request/operation-writer.js';
import { OpsRequestReconciler } from '../../src/reconcilers/ops-request/ops-request.reconciler.js';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import type { OpsRequest } from '../../src/resources/ops-request/index.js';
import { aDatabaseCluster } from '../builders/database-cluster.js';
import { aDatabaseEngine } from '../builders/database-engine.js';
import { aKubeError } from '../builders/kube-error.js';
import { anOperationHandler } from '../builders/operation-handler.js';
import { aProvider } from '../builders/provider.js';
import { aReconcileContext } from '../builders/reconcile-context.js';
import { InMemoryInformer } from './in-memory-informer.js';
import { ManualClock } from './manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from './scripted-kube-client.js';

const CLUSTER = { namespace: 'team-a', name: 'orders' };

/** What a process does that is killed before a write. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

/** A cluster, its operations and one engine that answers as told, over caches that see every write at once. */
export class OperationWorld {
  readonly clock = new ManualClock();
  readonly operations = new InMemoryInformer<OpsRequest>([], {
    [BY_TARGET]: ({ metadata, spec }) => [keyOf({ namespace: metadata.namespace, name: spec.clusterRef.name })],
  });
  readonly clusters = new InMemoryInformer<DatabaseCluster>();
  readonly engines = new InMemoryInformer([aDatabaseEngine()]);
  readonly events: string[] = [];
  handler: OperationHandler = anOperationHandler();
  /** So many writes are still let through. */
  writesToLive = Infinity;
  readonly client = new ScriptedKubeClient({
    get: ({ key }) => this.clusters.store.get(key!) ?? Promise.reject(aKubeError('NotFound')),
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
    this.store(this.clusters as unknown as InMemoryInformer<KubeObject>, this.cluster, patch);
  }

  private reconciler(): OpsRequestReconciler {
    const provider = aProvider({ operation: this.handler });
    const providers = new ProviderRegistry([provider]);
    const tell = (_: unknown, reason: string): void => void this.events.push(reason);
    const writer = new OperationWriter(this.client, { normal: tell, warning: tell } as unknown as EventRecorder);
    const caches = {
      clusters: this.clusters,
      engines: this.engines,
      operations: this.operations,
      operationsOf: (key: typeof CLUSTER) => this.operations.store.byIndex(BY_TARGET, keyOf(key)),
      observe: () => ({ get: () => undefined, list: () => [], serves: () => true }),
    };
    return new OpsRequestReconciler({
      writer,
      caches: caches as unknown as ClusterCaches,
      providers,
      clock: this.clock,
      deliveryManagers: ['argocd-controller'],
    });
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

  private remove({ key }: KubeCall): void {
    this.spendLife();
    const request = this.operations.store.get(key!);
    this.#version += 1;
    if (request) this.operations.remove(request);
  }

  private spendLife(): void {
    this.writesToLive -= 1;
    if (this.writesToLive < 0) throw new Killed();
  }

  private informerOf({ what }: KubeCall): InMemoryInformer<KubeObject> {
    return (what === 'databaseclusters' ? this.clusters : this.operations) as unknown as InMemoryInformer<KubeObject>;
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
