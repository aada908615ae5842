import { KubeConfig } from '@kubernetes/client-node';
import {
  connect,
  isAlreadyExists,
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  type HttpKubeClient,
} from '../../src/kube/client/index.js';
import { EventRecorder } from '../../src/kube/events/index.js';
import { SharedInformers } from '../../src/kube/informer/index.js';
import { LeaderElector, LeadershipLostError } from '../../src/kube/leader-election/index.js';
import { silentLogger } from '../../src/kube/logger.js';
import { Controller, intentChanged, Manager, owned, primary, type Reconciler } from '../../src/kube/manager/index.js';
import {
  CUSTOM_RESOURCE_DEFINITION,
  EVENT,
  LEASE,
  SECRET,
  SUBJECT_ACCESS_REVIEW,
  type KubeObject,
  type UntypedObject,
} from '../../src/kube/meta/index.js';
import { noMetrics, type InformerStats } from '../../src/kube/metrics/index.js';
import { addFinalizer, patchStatusIfChanged, removeFinalizer } from '../../src/kube/writes/index.js';
import { aWidget, WIDGET, WIDGET_DEFINITION, type Widget } from '../builders/widget.js';
import { eventually } from '../doubles/manual-clock.js';
import { canInjectFaults } from '../harness/faults.js';
import { openKubeTarget, type KubeTarget } from '../harness/kube-target.js';

const noStats = (): InformerStats => ({ objects: 0, lastSyncRv: undefined, silentSeconds: 0 });

interface Secret extends KubeObject {
  stringData?: Record<string, string>;
  data?: Record<string, string>;
}

const aSecret = (name: string, stringData: Record<string, string> = { password: 'x' }): Secret => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'default' },
  stringData,
});
const keyFor = (name: string): { namespace: string; name: string } => ({ namespace: 'default', name });
const refused = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'accepted',
    (error: unknown) => error,
  );

let server: KubeTarget;
let client: HttpKubeClient;
const clients: HttpKubeClient[] = [];

function aClient(token?: string): HttpKubeClient {
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(server.kubeconfig(token));
  const created = connect(kubeConfig, { userAgent: 'kube-runtime-spec/1' });
  clients.push(created);
  return created;
}

beforeEach(async () => {
  server = await openKubeTarget(WIDGET, WIDGET_DEFINITION);
  client = aClient();
});
afterEach(async () => {
  await Promise.all(clients.splice(0).map((each) => each.close()));
  await server.close();
});

describe('client', () => {
  it('writes and reads objects in every way there is', async () => {
    const created = await client.create<Widget>(WIDGET, aWidget('a'), { fieldManager: 'spec', strict: true });
    expect(created.metadata).toMatchObject({ generation: 1, name: 'a' });

    const updated = await client.update<Widget>(WIDGET, { ...created, spec: { size: 2 } });
    expect(updated.metadata.generation).toBe(2);

    const patch = { type: 'json' as const, body: [{ op: 'replace', path: '/spec/size', value: 3 }] };
    await expect(client.patch<Widget>(WIDGET, keyFor('a'), patch)).resolves.toMatchObject({ spec: { size: 3 } });

    const applied = await client.apply(WIDGET, aWidget('a', { size: 4, colour: 'red' }), {
      fieldManager: 'us',
      force: true,
    });
    expect(applied.spec).toEqual({ size: 4, colour: 'red' });

    await expect(client.get<Widget>(WIDGET, keyFor('a'))).resolves.toMatchObject({ spec: { size: 4 } });
    await client.delete(WIDGET, keyFor('a'), { uid: created.metadata.uid });
    expect(isNotFound(await refused(client.get(WIDGET, keyFor('a'))))).toBe(true);
  });

  it.each<{ refusal: string; call: () => Promise<unknown>; is: (error: unknown) => boolean }>([
    { refusal: 'an absent object', call: () => client.get(WIDGET, keyFor('none')), is: isNotFound },
    { refusal: 'a second create', call: () => client.create(WIDGET, aWidget('there')), is: isAlreadyExists },
    {
      refusal: 'a stale update',
      call: async () => {
        const read = await client.get<Widget>(WIDGET, keyFor('there'));
        await client.update<Widget>(WIDGET, { ...read, spec: { size: 7 } });
        return client.update<Widget>(WIDGET, { ...read, spec: { size: 8 } });
      },
      is: isConflict,
    },
    { refusal: 'a bad value', call: () => client.create(WIDGET, aWidget('bad', { size: 0 })), is: isInvalid },
    {
      refusal: 'a deletion of a successor',
      call: () => client.delete(WIDGET, keyFor('there'), { uid: 'another' }),
      is: isConflict,
    },
    {
      refusal: 'a user without rights',
      call: () => aClient(server.createToken('nobody')).list(WIDGET),
      is: isForbidden,
    },
  ])('tells $refusal by its kind', async ({ call, is }) => {
    await client.create(WIDGET, aWidget('there'));
    expect(is(await refused(call()))).toBe(true);
  });

  it('asks for reviews and paths', async () => {
    const review = await client.review<UntypedObject>(SUBJECT_ACCESS_REVIEW, {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SubjectAccessReview',
      metadata: { name: '' },
      spec: { user: 'nobody', resourceAttributes: { verb: 'get', resource: 'secrets', namespace: 'default' } },
    });
    expect(review.status).toMatchObject({ allowed: false });
    await expect(client.getPath('/version')).resolves.toMatchObject({ major: '1' });
  });

  it('pages through lists', async () => {
    for (let n = 0; n < 5; n += 1) await client.create(WIDGET, aWidget(`w-${n}`));
    const first = await client.list(WIDGET, { limit: 3 });
    const second = await client.list(WIDGET, { limit: 3, continue: first.metadata.continue });
    expect([first.items.length, second.items.length]).toEqual([3, 2]);
  });

  it('moves finalizers and status by what it has read', async () => {
    const created = await client.create<Widget>(WIDGET, aWidget('a'));
    const guarded = await addFinalizer(client, WIDGET, created, { finalizer: 'example.org/guard' });
    expect(isConflict(await refused(addFinalizer(client, WIDGET, created, { finalizer: 'example.org/late' })))).toBe(
      true,
    );
    const running = await patchStatusIfChanged(client, WIDGET, guarded, { status: { phase: 'Running' } });
    expect(running).toMatchObject({ status: { phase: 'Running' }, metadata: { generation: 1 } });
    const stale = patchStatusIfChanged(client, WIDGET, guarded, { status: { phase: 'Creating' } });
    expect(isConflict(await refused(stale))).toBe(true);
    await client.delete(WIDGET, keyFor('a'));
    await removeFinalizer(client, WIDGET, await client.get<Widget>(WIDGET, keyFor('a')), {
      finalizer: 'example.org/guard',
    });
    expect(isNotFound(await refused(client.get(WIDGET, keyFor('a'))))).toBe(true);
  });
});

describe('informers', () => {
  let informers: SharedInformers;

  beforeEach(() => {
    informers = new SharedInformers({ client, streaming: true });
  });
  afterEach(() => informers.stop());

  (canInjectFaults() ? describe : describe.skip)('where the server errs', () => {
    it('follow the server through broken watches and forgotten history', async () => {
      const widgets = informers.ensure<Widget>({ type: WIDGET });
      await client.create(WIDGET, aWidget('old'));
      informers.start();
      await informers.waitForSync();
      expect(widgets.store.has('default/old')).toBe(true);

      const faults = server.faults!;
      const stopWithholding = faults.withholdEvents(() => true);
      await client.create(WIDGET, aWidget('missed'));
      await client.delete(WIDGET, keyFor('old'));
      stopWithholding();
      faults.compactHistory();
      faults.dropWatches();
      await eventually(() => widgets.store.has('default/missed') && !widgets.store.has('default/old'));

      const { metadata } = await client.create<Widget>(WIDGET, aWidget('new'));
      await expect(widgets.waitForVersion(metadata.resourceVersion!, 5_000)).resolves.toBe(true);
      expect(widgets.store.has('default/new')).toBe(true);
    });
  });

  it('begin with a stream of all there is, where the server has that, and need no list', async () => {
    const causes: string[] = [];
    const metrics = {
      ...noMetrics,
      informer: () => ({ ...noMetrics.informer('', noStats), restarted: (cause: string) => void causes.push(cause) }),
    };
    const streamed = new SharedInformers({ client, streaming: true, metrics });
    await client.create(WIDGET, aWidget('old'));
    const widgets = streamed.ensure<Widget>({ type: WIDGET });
    streamed.start();
    await streamed.waitForSync();
    expect([...widgets.store.keys()]).toEqual(['default/old']);
    const { metadata } = await client.create<Widget>(WIDGET, aWidget('new'));
    await expect(widgets.waitForVersion(metadata.resourceVersion!, 10_000)).resolves.toBe(true);
    expect([...widgets.store.keys()].sort()).toEqual(['default/new', 'default/old']);
    expect(causes).toEqual([]);
    await streamed.stop();
  });

  it('keep nothing of a Secret but its metadata when asked to', async () => {
    await client.create(SECRET, aSecret('credentials'));
    const secrets = informers.ensure<Secret>({ type: SECRET, namespace: 'default', metadataOnly: true });
    informers.start();
    await informers.waitForSync();
    await client.create(SECRET, aSecret('later'));
    await eventually(() => secrets.store.has('default/later'));
    for (const secret of secrets.store.list())
      expect(Object.keys(secret).sort()).toEqual(['apiVersion', 'kind', 'metadata']);
  });

  it('see only what their selector names, and its leaving as an end', async () => {
    const labelled = aWidget('a');
    labelled.metadata.labels = { team: 'x' };
    await client.create(WIDGET, labelled);
    await client.create(WIDGET, aWidget('b'));
    const widgets = informers.ensure<Widget>({ type: WIDGET, labelSelector: 'team=x' });
    informers.start();
    await informers.waitForSync();
    expect([...widgets.store.keys()]).toEqual(['default/a']);
    await client.patch(WIDGET, keyFor('a'), { type: 'merge', body: { metadata: { labels: null } } });
    await eventually(() => widgets.store.size === 0);
  });

  it('of optional kinds come and go with their definition', async () => {
    const widgets = informers.ensure<Widget>({ type: WIDGET, optional: true });
    await client.create(WIDGET, aWidget('a'));
    informers.start();
    await informers.waitForSync();
    expect(widgets.store.size).toBe(1);

    await client.delete(CUSTOM_RESOURCE_DEFINITION, { name: 'widgets.example.org' });
    await eventually(() => !informers.serves(WIDGET) && widgets.store.size === 0);

    await client.create(CUSTOM_RESOURCE_DEFINITION, WIDGET_DEFINITION);
    await eventually(() => informers.serves(WIDGET) && widgets.hasSynced());
    await client.create(WIDGET, aWidget('b'));
    await eventually(() => widgets.store.has('default/b'));
  });
});

describe('manager', () => {
  const lease = keyFor('spec-leader');

  /** Gives each widget a Secret of its own and says so in its status. */
  class WidgetReconciler implements Reconciler {
    runs = 0;

    constructor(
      private readonly informers: SharedInformers,
      private readonly via: HttpKubeClient,
      private readonly events: EventRecorder,
    ) {}

    readonly reconcile: Reconciler['reconcile'] = async (key, ctx) => {
      this.runs += 1;
      const widget = this.informers.ensure<Widget>({ type: WIDGET }).store.get(key);
      if (!widget) return;
      if (!this.informers.ensure<Secret>({ type: SECRET }).store.has(key)) {
        const { uid = '', name } = widget.metadata;
        const child = aSecret(name);
        child.metadata.ownerReferences = [
          { apiVersion: widget.apiVersion, kind: widget.kind, name, uid, controller: true },
        ];
        ctx.recordWrite(SECRET, await this.via.create(SECRET, child, { signal: ctx.signal }));
        this.events.normal(widget, 'SecretCreated', `Secret "${name}" is there`);
      }
      const status = { phase: 'Running', observedGeneration: widget.metadata.generation };
      ctx.recordWrite(WIDGET, await patchStatusIfChanged(this.via, WIDGET, widget, { status, signal: ctx.signal }));
    };
  }

  interface Replica {
    readonly manager: Manager;
    readonly reconciler: WidgetReconciler;
    readonly leaseClient: HttpKubeClient;
    readonly fatal: Error[];
  }

  const replicas: Replica[] = [];
  afterEach(() => Promise.all(replicas.splice(0).map(({ manager }) => manager.stop())));

  async function aReplica(identity: string): Promise<Replica> {
    const via = aClient();
    const leaseClient = aClient();
    const informers = new SharedInformers({ client: via });
    const events = new EventRecorder({ client: via, component: 'spec' });
    const reconciler = new WidgetReconciler(informers, via, events);
    const sources = [
      primary(informers.ensure<Widget>({ type: WIDGET }), intentChanged()),
      owned(informers.ensure<Secret>({ type: SECRET }), WIDGET),
    ];
    const fatal: Error[] = [];
    const manager = new Manager({
      informers,
      events,
      controllers: [new Controller({ name: 'widgets', reconciler, sources })],
      elector: new LeaderElector({
        client: leaseClient,
        lease,
        identity,
        leaseDurationMs: 2_000,
        renewDeadlineMs: 1_000,
        retryPeriodMs: 50,
      }),
      onFatal: (error) => fatal.push(error),
      logger: silentLogger,
      drainTimeoutMs: 2_000,
    });
    const replica = { manager, reconciler, leaseClient, fatal };
    replicas.push(replica);
    await manager.start();
    return replica;
  }

  const phaseOf = async (name: string): Promise<string | undefined> =>
    (await client.get<Widget>(WIDGET, keyFor(name))).status?.phase;
  const expectSoon = async (check: () => Promise<boolean>): Promise<void> => {
    const endMs = performance.now() + 10_000;
    while (!(await check())) if (performance.now() > endMs) throw new Error('not in time');
  };

  it('brings the world to what is wanted, and puts it right again', async () => {
    await client.create(WIDGET, aWidget('before'));
    await aReplica('a');
    await client.create(WIDGET, aWidget('after'));
    await expectSoon(async () => (await phaseOf('before')) === 'Running' && (await phaseOf('after')) === 'Running');

    const { metadata } = await client.get(SECRET, keyFor('after'));
    await client.delete(SECRET, keyFor('after'));
    await expectSoon(async () => {
      const { items } = await client.list(SECRET, { namespace: 'default' });
      return items.some((found) => found.metadata.name === 'after' && found.metadata.uid !== metadata.uid);
    });

    await expectSoon(async () => (await client.list(EVENT, { namespace: 'default' })).items.length >= 2);
    await client.patch(WIDGET, keyFor('after'), { type: 'merge', body: { spec: { size: 2 } } });
    await expectSoon(async () => {
      const { status } = await client.get<Widget>(WIDGET, keyFor('after'));
      return status?.observedGeneration === 2;
    });
  });

  it('has one leader at a time, and hands over when it stops', async () => {
    const first = await aReplica('a');
    await eventually(() => first.manager.isLeading);
    const second = await aReplica('b');
    await client.create(WIDGET, aWidget('w'));
    await expectSoon(async () => (await phaseOf('w')) === 'Running');
    expect(second.reconciler.runs).toBe(0);

    await first.manager.stop();
    await eventually(() => second.manager.isLeading);
    await client.create(WIDGET, aWidget('x'));
    await expectSoon(async () => (await phaseOf('x')) === 'Running');
    const { spec } = await client.get<UntypedObject>(LEASE, lease);
    expect(spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
    expect(first.fatal).toEqual([]);
  });

  it('stops working, and says that the process must end, when the lease cannot be renewed', async () => {
    const replica = await aReplica('a');
    await eventually(() => replica.manager.isLeading);
    await replica.leaseClient.close();
    await eventually(() => replica.fatal.length === 1);
    expect(replica.fatal[0]).toBeInstanceOf(LeadershipLostError);
    expect(replica.manager.isLeading).toBe(false);
    await client.create(WIDGET, aWidget('late'));
    const { runs } = replica.reconciler;
    await expect(phaseOf('late')).resolves.toBeUndefined();
    expect(replica.reconciler.runs).toBe(runs);
  });
});
