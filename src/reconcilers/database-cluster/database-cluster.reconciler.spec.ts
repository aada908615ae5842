import { backupCaches } from '../../../test/builders/database-backup.js';
import { aDatabaseCluster, CLUSTER_UID } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { aKubeError } from '../../../test/builders/kube-error.js';
import { aProvider, anObservation } from '../../../test/builders/provider.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { aWidget, WIDGET } from '../../../test/builders/widget.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ScriptedKubeClient, type KubeCall } from '../../../test/doubles/scripted-kube-client.js';
import { CLEANUP_FINALIZER, LABELS } from '../../domain/naming.js';
import type { EventRecorder } from '../../kube/events/index.js';
import type { Result } from '../../kube/manager/index.js';
import { findCondition, type KubeObject, type UntypedObject } from '../../kube/meta/index.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import { ProviderRegistry, type Provider } from '../../providers/contract/index.js';
import type { DatabaseCluster, DatabaseClusterStatus } from '../../resources/database-cluster/index.js';
import { DatabaseClusterReconciler } from './database-cluster.reconciler.js';
import { BY_CLUSTER, ObservedChildren, type ChildInformers, type ClusterCaches } from '../../caches/index.js';

const KEY = { namespace: 'team-a', name: 'orders' };
const GADGET = { ...WIDGET, kind: 'Gadget', plural: 'gadgets' };
const CHILDREN = [WIDGET, GADGET].map((type) => ({
  type,
  object: { ...aWidget('orders'), metadata: { name: 'orders', namespace: 'team-a' } },
}));

const aStranger = (): UntypedObject => ({
  ...aWidget('orders'),
  metadata: { ...KEY, uid: 'x1', resourceVersion: '1' },
});

/** Caches that see every write in the same tick, over a server that accepts everything but what it is told to refuse. */
class World {
  readonly widgets = new InMemoryInformer<UntypedObject>([], { [BY_CLUSTER]: () => ['team-a/orders'] });
  readonly gadgets = new InMemoryInformer<UntypedObject>([], { [BY_CLUSTER]: () => ['team-a/orders'] });
  readonly secrets = new InMemoryInformer<UntypedObject>();
  readonly clusters = new InMemoryInformer<DatabaseCluster>();
  readonly engines = new InMemoryInformer([aDatabaseEngine()]);
  readonly events: string[] = [];
  readonly client = new ScriptedKubeClient({
    create: (call) => this.store(call, call.body as KubeObject),
    apply: (call) => this.store(call, call.body as KubeObject),
    patch: (call) =>
      this.store(call, applyMergePatch(this.informerOf(call).store.get(call.key!), call.body) as KubeObject),
  });
  refuse: string | undefined;
  widgetsServed = true;
  readonly #reconciler: DatabaseClusterReconciler;
  #version = 100;

  constructor(provider: Provider = aProvider({ children: CHILDREN })) {
    const cluster = aDatabaseCluster();
    this.clusters.put({
      ...cluster,
      metadata: { ...cluster.metadata, finalizers: [CLEANUP_FINALIZER], resourceVersion: '1' },
    });
    const tell = (_: unknown, reason: string): void => void this.events.push(reason);
    this.#reconciler = new DatabaseClusterReconciler({
      client: this.client,
      caches: this.caches(),
      providers: new ProviderRegistry([provider]),
      events: { normal: tell, warning: tell } as unknown as EventRecorder,
      clock: new ManualClock(),
    });
  }

  reconcile(): Promise<Result> {
    return this.#reconciler.reconcile(KEY, aReconcileContext());
  }

  /** Passes until one writes nothing, and what was asked until then. */
  async settle(): Promise<string[]> {
    const asked: string[] = [];
    for (let before = -1; before !== asked.length;) {
      before = asked.length;
      await this.reconcile();
      asked.push(...this.client.asked);
      this.client.calls.length = 0;
    }
    return asked;
  }

  get cluster(): DatabaseCluster {
    return this.clusters.store.get(KEY)!;
  }

  get status(): DatabaseClusterStatus {
    return this.cluster.status ?? {};
  }

  condition(type: string): string {
    const found = findCondition(this.status.conditions, type);
    return `${found?.status} ${found?.reason}`;
  }

  private store(call: KubeCall, object: KubeObject): KubeObject {
    if (this.refuse === call.what) throw aKubeError('Invalid', { message: 'no such thing' });
    const uid = object.metadata.uid ?? `uid-of-${call.what}`;
    const stored = { ...object, metadata: { ...object.metadata, uid, resourceVersion: String(this.#version++) } };
    this.informerOf(call).put(stored);
    return stored;
  }

  private informerOf({ what }: KubeCall): InMemoryInformer<KubeObject> {
    const informers: Record<string, unknown> = {
      widgets: this.widgets,
      gadgets: this.gadgets,
      secrets: this.secrets,
      databaseclusters: this.clusters,
    };
    return informers[what] as InMemoryInformer<KubeObject>;
  }

  private caches(): ClusterCaches {
    const children: ChildInformers = new Map([
      [WIDGET, this.widgets.asInformer],
      [GADGET, this.gadgets.asInformer],
    ]);
    const caches = {
      clusters: this.clusters,
      engines: this.engines,
      monitoringConfigs: new InMemoryInformer(),
      credentials: this.secrets,
      operationsOf: () => [],
      ...backupCaches(),
      observe: () => new ObservedChildren(KEY, children, (type) => type !== WIDGET || this.widgetsServed),
    };
    return caches as unknown as ClusterCaches;
  }
}

describe('DatabaseClusterReconciler', () => {
  it('makes credentials first, then the children, then writes the status, and rests', async () => {
    const world = new World();
    expect(await world.settle()).toEqual([
      'create secrets team-a/orders-credentials',
      'create widgets team-a/orders',
      'create gadgets team-a/orders',
      'patch databaseclusters team-a/orders',
    ]);
    expect(world.status).toMatchObject({
      phase: 'Running',
      binding: { name: 'orders-credentials' },
      incarnation: { number: 1, upstreamUid: 'uid-of-widgets' },
    });
    expect(world.events).toEqual(['Running']);
  });

  it('holds the cluster for its cleanup before it makes anything', async () => {
    const world = new World();
    const { cluster } = world;
    world.clusters.put({ ...cluster, metadata: { ...cluster.metadata, finalizers: undefined } });
    expect((await world.settle())[0]).toBe('patch databaseclusters team-a/orders');
    expect(world.cluster.metadata.finalizers).toEqual([CLEANUP_FINALIZER]);
  });

  it('makes nothing of an invalid spec, and says why', async () => {
    const problem = { path: ['spec', 'version'], type: 'FieldValueInvalid' as const, detail: 'no such version' };
    const world = new World(
      aProvider({ children: CHILDREN, problems: [problem], observation: anObservation({ upstream: undefined }) }),
    );
    expect(await world.settle()).toEqual(['patch databaseclusters team-a/orders']);
    expect(world.condition('SpecValid')).toBe('False InvalidSpec');
    expect(world.condition('Synced')).toBe('False NotApplied');
  });

  it('waits for an operator that is not there, and goes on when it comes', async () => {
    const world = new World();
    world.widgetsServed = false;
    expect(await world.settle()).toEqual(['patch databaseclusters team-a/orders']);
    expect([world.status.phase, world.condition('Ready')]).toEqual(['Pending', 'False OperatorNotInstalled']);
    world.widgetsServed = true;
    expect(await world.settle()).toContain('create widgets team-a/orders');
  });

  it('says that an engine which nobody knows is not there', async () => {
    const world = new World();
    world.engines.remove(aDatabaseEngine());
    expect(await world.settle()).toEqual(['patch databaseclusters team-a/orders']);
    expect([world.status.phase, world.condition('Ready')]).toEqual(['Pending', 'False UnknownEngine']);
  });

  it('comes back to what a hook of the engine puts off', async () => {
    const requeue = { reason: 'NameTaken', message: 'Left-over volumes.', afterMs: 5_000 };
    const world = new World(aProvider({ children: CHILDREN, requeue }));
    expect(await world.reconcile()).toEqual({ requeueAfterMs: 5_000 });
    expect(world.client.asked).toEqual(['patch databaseclusters team-a/orders']);
    expect([world.status.phase, world.status.binding]).toEqual(['Pending', undefined]);
  });

  describe('a refusal by the operator', () => {
    it('fails a cluster that has nothing, and is tried again later', async () => {
      const world = new World();
      world.refuse = 'widgets';
      expect(await world.reconcile()).toEqual({ requeueAfterMs: 300_000 });
      expect([world.status.phase, world.condition('Synced')]).toEqual(['Failed', 'False UpstreamRejected']);
      expect(world.status.message).toContain('widget-operator refused the Widget: no such thing');
      expect(world.gadgets.store.size).toBe(0);
    });

    it('takes nothing from a database that serves', async () => {
      const world = new World();
      world.refuse = 'gadgets';
      await world.reconcile();
      expect([world.status.phase, world.condition('Ready')]).toEqual(['Running', 'True AllMembersReady']);
      expect(world.condition('Synced')).toBe('False UpstreamRejected');
    });
  });

  describe('a name that is held', () => {
    it('by an upstream shows nothing of the stranger, and touches nothing', async () => {
      const world = new World();
      world.widgets.put(aStranger());
      expect(await world.settle()).toEqual(['patch databaseclusters team-a/orders']);
      expect([world.status.phase, world.condition('Ready')]).toEqual(['Pending', 'False NameTaken']);
      expect([world.status.version, world.status.binding, world.status.incarnation]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('by a child beside the upstream takes nothing from the database that serves', async () => {
      const world = new World();
      world.gadgets.put(aStranger());
      await world.settle();
      expect([world.status.phase, world.condition('Ready')]).toEqual(['Running', 'True AllMembersReady']);
      expect(world.condition('Synced')).toBe('False NotApplied');
      expect(world.status).toMatchObject({ version: '17.6', binding: { name: 'orders-credentials' } });
      expect(world.status.message).toContain('Gadget "orders" exists already');
      expect(world.gadgets.store.get(KEY)).toEqual(aStranger());
    });

    it('by a Secret keeps a new database from being made', async () => {
      const world = new World();
      world.secrets.put({ ...aStranger(), metadata: { ...KEY, name: 'orders-credentials', uid: 'x1' } });
      expect(await world.settle()).toEqual(['patch databaseclusters team-a/orders']);
      expect([world.status.phase, world.status.binding]).toEqual(['Pending', undefined]);
    });

    it('by a Secret leaves a database that serves as it is, and binds nobody to the stranger', async () => {
      const world = new World();
      await world.settle();
      world.secrets.put({ ...aStranger(), metadata: { ...KEY, name: 'orders-credentials', uid: 'x1' } });
      await world.settle();
      expect([world.status.phase, world.status.version, world.status.binding]).toEqual(['Running', '17.6', undefined]);
      expect(world.status.message).toContain('Secret "orders-credentials" exists already');
    });
  });

  describe('an upstream that vanished', () => {
    it('after it ran is a loss that no empty one replaces', async () => {
      const world = new World();
      await world.settle();
      world.widgets.remove(world.widgets.store.get(KEY)!);
      expect(await world.settle()).toEqual(['patch databaseclusters team-a/orders']);
      expect([world.status.phase, world.condition('Ready')]).toEqual(['Failed', 'False UpstreamLost']);
      expect(world.status.message).toContain('dbaas.io/recreate-empty: "1"');
      expect(world.status.incarnation?.upstreamUid).toBe('uid-of-widgets');
    });

    it('is made anew, as the next incarnation, when the user accepts the loss', async () => {
      const world = new World();
      await world.settle();
      world.widgets.remove(world.widgets.store.get(KEY)!);
      const { cluster } = world;
      world.clusters.put({
        ...cluster,
        metadata: { ...cluster.metadata, annotations: { 'dbaas.io/recreate-empty': '1' }, resourceVersion: '99' },
      });
      expect(await world.settle()).toContain('create widgets team-a/orders');
      expect(world.status.incarnation).toMatchObject({ number: 2 });
      expect(world.widgets.store.get(KEY)?.metadata.labels?.[LABELS.clusterUid]).toBe(CLUSTER_UID);
    });
  });

  it('goes on with another life of the data, when an operation writes that it has begun', async () => {
    const world = new World();
    await world.settle();
    const live = world.widgets.store.get(KEY)!;
    const source = { storage: 'main', archive: 'team-a/orders-1', backupId: '42' };
    const annotations = { ...live.metadata.annotations, 'dbaas.io/incarnation': JSON.stringify({ number: 2, source }) };
    world.widgets.put({ ...live, metadata: { ...live.metadata, annotations, resourceVersion: '98' } });
    await world.settle();
    const { firstRunningAt, ...incarnation } = world.status.incarnation!;
    expect(incarnation).toEqual({ number: 2, source, upstreamUid: 'uid-of-widgets' });
    expect(firstRunningAt).toBeDefined();
    const rendered = world.widgets.store.get(KEY)!.metadata.annotations?.['dbaas.io/incarnation'];
    expect(JSON.parse(rendered ?? '')).toEqual({ number: 2, source });
    expect(world.status.phase).toBe('Running');
  });

  it('notices what somebody changed, and puts it right', async () => {
    const world = new World();
    await world.settle();
    const live = world.widgets.store.get(KEY)!;
    world.widgets.put({ ...live, spec: { size: 9 }, metadata: { ...live.metadata, resourceVersion: '98' } });
    expect(await world.settle()).toEqual(['apply widgets team-a/orders']);
  });

  it('forgets a cluster that has gone', async () => {
    const world = new World();
    await world.settle();
    world.clusters.remove(world.cluster);
    await expect(world.reconcile()).resolves.toBeUndefined();
    expect(world.client.calls).toEqual([]);
  });
});
