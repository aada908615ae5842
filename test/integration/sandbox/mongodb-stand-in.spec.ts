import { systemClock } from '../../../src/kube/clock.js';
import { silentLogger } from '../../../src/kube/logger.js';
import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STATEFUL_SET,
  STORAGE_CLASS,
} from '../../../src/kube/meta/index.js';
import { MongodbStandIn } from '../../../src/sandbox/engines/mongodb/index.js';
import { PSMDB } from '../../../src/sandbox/engines/mongodb/kinds.js';
import type { Psmdb, PsmdbSpec } from '../../../src/sandbox/engines/mongodb/psmdb.js';
import type { StatefulSet } from '../../../src/sandbox/engines/mechanics/stateful-sets/stateful-set.js';
import { isPodReady, type PersistentVolumeClaim, type Pod } from '../../../src/sandbox/engines/mechanics/workloads.js';
import { aPsmdb, aVolume, SHARDED, type PsmdbOverrides } from '../../builders/stand-in-psmdb.js';
import { eventually } from '../../harness/eventually.js';
import { EXPANDABLE } from '../operations/operation-bench.js';
import { NAMESPACE, PerconaBench } from './percona-bench.js';

const FIXED = { ...EXPANDABLE, metadata: { name: 'fixed' }, allowVolumeExpansion: false };

describe('the MongoDB stand-in behind an API server', () => {
  const standIn = new MongodbStandIn();
  let bench: PerconaBench;
  let counter = 0;

  beforeAll(async () => {
    bench = await PerconaBench.start(standIn, PSMDB);
    for (const storageClass of [EXPANDABLE, FIXED]) await bench.client.create(STORAGE_CLASS, storageClass);
  });

  afterAll(() => bench.stop());

  const psmdb = (name: string): Promise<Psmdb> => bench.get<Psmdb>(PSMDB, name);
  const inState = (name: string, state: string): Promise<Psmdb> => bench.inState<Psmdb>(name, state);
  const change = (name: string, spec: Partial<PsmdbSpec>): Promise<unknown> => bench.patch(name, { spec });
  const withReplset = (fields: object): Partial<PsmdbSpec> => ({
    replsets: [{ ...aPsmdb().spec.replsets![0], ...fields }],
  });
  const order = (name: string, fail: string | null): Promise<unknown> =>
    bench.annotate(name, { 'sandbox.dbaas.io/fail': fail });

  async function create(overrides: PsmdbOverrides = {}): Promise<string> {
    const name = `db${(counter += 1)}`;
    await bench.create(aPsmdb({ ...overrides, name }));
    return name;
  }

  async function ready(overrides?: PsmdbOverrides): Promise<string> {
    const name = await create(overrides);
    await inState(name, 'ready');
    return name;
  }

  const primaryOf = async (name: string): Promise<string | undefined> =>
    Object.entries((await psmdb(name)).status?.replsets?.['rs0']?.members ?? {}).find(
      ([, { stateStr }]) => stateStr === 'PRIMARY',
    )?.[0];

  it('brings up shards, the map of them, and who leads clients', async () => {
    const name = await ready({ spec: SHARDED });
    const { status } = await psmdb(name);
    expect(status).toMatchObject({
      host: `${name}-mongos.default.svc.cluster.local:27017`,
      size: 11,
      ready: 11,
      mongoVersion: '8.0.19-7',
      replsets: { rs0: { initialized: true, added_as_shard: true }, cfg: { status: 'ready', size: 3 } },
      mongos: { size: 2, ready: 2, status: 'ready' },
    });
    const parts = ['cfg', 'mongos', 'rs0', 'rs1'].map((part) => `${name}-${part}`);
    expect(await bench.namesOf(STATEFUL_SET, name)).toEqual(parts);
    expect(await bench.namesOf(SERVICE, name)).toEqual(parts);
    expect(await bench.namesOf(PERSISTENT_VOLUME_CLAIM, name)).toHaveLength(9);
    expect(await bench.namesOf(SECRET, name)).toEqual(
      [
        `internal-${name}-users`,
        ...['mongodb-encryption-key', 'mongodb-keyfile', 'secrets', 'ssl', 'ssl-internal'].map(
          (end) => `${name}-${end}`,
        ),
      ].sort(),
    );
  });

  it('replaces config servers first, then each shard with its primary last, then routers', async () => {
    const name = await ready({ spec: SHARDED });
    const gone = await bench.podsReplacedBy(name, async () => {
      await change(name, { image: 'percona/percona-server-mongodb:8.0.20-8' });
      await inState(name, 'ready');
      await eventually(
        () => psmdb(name),
        ({ status }) => status?.mongoVersion === '8.0.20-8',
      );
    });
    const order = ['cfg', 'rs0', 'rs1'].flatMap((part) => [2, 1, 0].map((number) => `${name}-${part}-${number}`));
    expect(gone).toEqual([...order, `${name}-mongos-1`, `${name}-mongos-0`]);
  });

  it('elects another primary when the first goes, or when another is preferred', async () => {
    const name = await ready();
    await bench.client.delete(POD, { namespace: NAMESPACE, name: `${name}-rs0-0` });
    await eventually(
      () => primaryOf(name),
      (primary) => primary === `${name}-rs0-1`,
    );
    await change(name, withReplset({ replsetOverrides: { [`${name}-rs0-2`]: { priority: 3 } } }));
    const preferred = await eventually(
      () => primaryOf(name),
      (primary) => primary !== `${name}-rs0-1`,
    );
    expect(preferred).toBe(`${name}-rs0-2`);
  });

  it('leaves the volumes of members that go', async () => {
    const name = await ready({ replset: { size: 5 } });
    await change(name, withReplset({ size: 3 }));
    await eventually(
      () => bench.namesOf(POD, name),
      ({ length }) => length === 3,
    );
    await inState(name, 'ready');
    expect(await bench.namesOf(PERSISTENT_VOLUME_CLAIM, name)).toHaveLength(5);
    expect(Object.keys((await psmdb(name)).status?.replsets?.['rs0']?.members ?? {})).toHaveLength(3);
  });

  it('rests and comes back, with Services and volumes in place', async () => {
    const name = await ready();
    await change(name, { pause: true });
    await inState(name, 'paused');
    expect(await bench.namesOf(POD, name)).toEqual([]);
    expect(await bench.namesOf(SERVICE, name)).toEqual([`${name}-rs0`]);
    await change(name, { pause: false });
    await inState(name, 'ready');
    expect(await bench.namesOf(POD, name)).toHaveLength(3);
  });

  it('grows volumes under pods that go on, and makes the set anew around them', async () => {
    const name = await ready({ replset: { volumeSpec: onClass(EXPANDABLE.metadata.name, '1Gi') } });
    const uids = async (): Promise<unknown[]> =>
      (await bench.childrenOf<Pod>(POD, name)).map(({ metadata }) => metadata.uid);
    const before = await uids();
    await change(name, withReplset({ volumeSpec: onClass(EXPANDABLE.metadata.name, '2500Mi') }));
    const set = await eventually(
      () => bench.get<StatefulSet>(STATEFUL_SET, `${name}-rs0`).catch(() => undefined),
      (found) => found?.spec.volumeClaimTemplates?.[0]?.spec.resources.requests.storage === '3Gi',
    );
    await inState(name, 'ready');
    expect(set?.metadata.annotations).not.toHaveProperty(['percona.com/pvc-resize-in-progress']);
    expect(await uids()).toEqual(before);
    const claims = await bench.childrenOf<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, name);
    expect(claims.map(({ status }) => status?.capacity?.storage)).toEqual(['3Gi', '3Gi', '3Gi']);
  });

  it.each([
    { why: 'the class does not let volumes grow', storageClass: 'fixed', fail: null },
    { why: 'the driver fails', storageClass: EXPANDABLE.metadata.name, fail: 'pvc-resize' },
  ])('writes the old size back when $why', async ({ storageClass, fail }) => {
    const name = await ready({ replset: { volumeSpec: onClass(storageClass, '1Gi') } });
    if (fail) await order(name, fail);
    await change(name, withReplset({ volumeSpec: onClass(storageClass, '2Gi') }));
    await eventually(
      () => psmdb(name),
      ({ spec }) => spec.replsets?.[0]?.volumeSpec?.persistentVolumeClaim?.resources?.requests?.storage === '1Gi',
    );
    const { status } = await inState(name, 'ready');
    expect(status?.replsets?.['rs0']).toMatchObject({ size: 3, ready: 3 });
  });

  it('lets the first member crash that gets a setting nobody knows, and needs a hand with it afterwards', async () => {
    const name = await ready();
    await change(name, withReplset({ configuration: 'net:\n  maxIncommingConnections: 100\n' }));
    const broken = await eventually(
      () => psmdb(name),
      ({ status }) => (status?.replsets?.['rs0']?.message ?? '').includes('back-off'),
    );
    expect(broken.status).toMatchObject({ state: 'initializing', replsets: { rs0: { ready: 2 } } });
    await change(name, withReplset({ configuration: 'net:\n  maxIncomingConnections: 100\n' }));
    await eventually(
      () => bench.get<StatefulSet>(STATEFUL_SET, `${name}-rs0`),
      ({ metadata, status }) => status?.observedGeneration === metadata.generation && status?.updatedReplicas === 0,
    );
    await bench.client.delete(POD, { namespace: NAMESPACE, name: `${name}-rs0-2` });
    await inState(name, 'ready');
  });

  it('says what it does not take, and of which specification it last knew what to make', async () => {
    const name = await ready();
    await change(name, withReplset({ size: 4 }));
    const { metadata, status } = await inState(name, 'error');
    expect(status?.message).toMatch(/^Error: wrong psmdb options: .*size 4/);
    expect(status?.observedGeneration).toBe(metadata.generation! - 1);
    expect(await bench.namesOf(POD, name)).toHaveLength(3);
    await change(name, withReplset({ size: 3 }));
    expect((await inState(name, 'ready')).status).not.toHaveProperty('message');
  });

  it('fills in the level of behaviour, and nothing else', async () => {
    const name = await ready({ spec: { crVersion: undefined } });
    expect((await psmdb(name)).spec).toEqual({ ...aPsmdb({ name }).spec, crVersion: '1.22.0' });
  });

  it('raises the format of the data with the release, and then there is no way back', async () => {
    const image = (release: string): string => `percona/percona-server-mongodb:${release}`;
    const name = await ready({ replset: { size: 1 }, spec: { ...ALONE, image: image('7.0.30-16') } });
    await change(name, { image: image('8.0.19-7') });
    await eventually(
      () => psmdb(name),
      ({ metadata }) => metadata.annotations?.['sandbox.dbaas.io/feature-compatibility'] === '8.0',
    );
    await change(name, { image: image('7.0.30-16') });
    const [pod] = await eventually(
      () => bench.childrenOf<Pod>(POD, name),
      ([found]) => JSON.stringify(found?.status ?? {}).includes('CrashLoopBackOff'),
    );
    expect(pod?.metadata.annotations?.['sandbox.dbaas.io/refuses-to-start']).toContain('MongoDB 7.0 cannot read');
  });

  it('waits with the address for those of load balancers', async () => {
    const expose = { enabled: true, type: 'LoadBalancer' };
    const name = await create({ replset: { expose }, annotations: { 'sandbox.dbaas.io/fail': 'load-balancer' } });
    await eventually(
      () => psmdb(name),
      ({ status }) => status?.replsets?.['rs0']?.ready === 3,
    );
    expect((await psmdb(name)).status).toMatchObject({ state: 'initializing', host: '' });
    await order(name, null);
    expect((await inState(name, 'ready')).status?.host).toMatch(/^(203\.0\.113\.\d+:27017,?){3}$/);
  });

  it('makes users only with the passwords that it is given', async () => {
    const users = [{ name: 'app', roles: [], passwordSecretRef: { name: 'to-come', key: 'password' } }];
    const name = await create({
      spec: { users: users.map((user) => ({ ...user, roles: [{ name: 'read', db: 'admin' }] })) },
    });
    expect((await inState(name, 'error')).status?.message).toContain('secrets "to-come" not found');
    await bench.secret('to-come', { password: 'well chosen' });
    await inState(name, 'ready');
  });

  it.each([
    { order: 'unschedulable', status: { state: 'initializing', replsets: { rs0: { status: 'error' } } } },
    { order: 'image-pull', status: { state: 'initializing', replsets: { rs0: { status: 'initializing' } } } },
    { order: 'crash-on-start', status: { state: 'error' } },
    { order: 'reconcile:no connection', status: { state: 'error', message: 'Error: no connection' } },
    {
      order: 'nevver-ready',
      status: { state: 'error', message: expect.stringContaining('"nevver-ready"') as unknown },
    },
  ])('tells of $order when that is ordered, and recovers', async ({ order: fail, status }) => {
    const name = await create({ annotations: { 'sandbox.dbaas.io/fail': fail } });
    await eventually(
      () => psmdb(name),
      (object) => {
        try {
          expect(object.status).toMatchObject(status);
          return true;
        } catch {
          return false;
        }
      },
    );
    await order(name, null);
    await inState(name, 'ready');
  });

  it('goes with its volumes and passwords where finalizers say so, routers first', async () => {
    const finalizers = ['percona.com/delete-psmdb-pods-in-order', 'percona.com/delete-psmdb-pvc', 'example.com/mine'];
    const name = await ready({ spec: SHARDED, finalizers });
    await bench.client.delete(PSMDB, { namespace: NAMESPACE, name });
    const held = await eventually(
      () => psmdb(name),
      ({ metadata }) => metadata.finalizers?.length === 1,
    );
    expect(held.metadata.finalizers).toEqual(['example.com/mine']);
    expect(await bench.namesOf(POD, name)).toEqual([]);
    await eventually(
      () => bench.namesOf(PERSISTENT_VOLUME_CLAIM, name),
      ({ length }) => length === 0,
    );
    expect(await bench.namesOf(SECRET, name)).not.toContain(`${name}-secrets`);
    await bench.patch(name, { metadata: { finalizers: [] } });
    await eventually(
      () => bench.namesOf(STATEFUL_SET, name),
      ({ length }) => length === 0,
    );
  });

  it('leaves volumes and passwords behind where nobody asks for more', async () => {
    const name = await ready();
    await bench.client.delete(PSMDB, { namespace: NAMESPACE, name });
    await eventually(
      () => bench.namesOf(POD, name),
      ({ length }) => length === 0,
    );
    expect(await bench.namesOf(PERSISTENT_VOLUME_CLAIM, name)).toHaveLength(3);
    expect(await bench.namesOf(SECRET, name)).toContain(`${name}-secrets`);
  });

  it('continues where it was stopped', async () => {
    const name = await create();
    await eventually(
      () => bench.namesOf(POD, name),
      ({ length }) => length > 0,
    );
    await standIn.stop();
    await standIn.start({ client: bench.client, clock: systemClock, logger: silentLogger, stepMs: 0 });
    await inState(name, 'ready');
    expect((await bench.childrenOf<Pod>(POD, name)).filter(isPodReady)).toHaveLength(3);
  });
});

/** Against all advice, for tests that need no majority. */
const ALONE: Partial<PsmdbSpec> = { unsafeFlags: { replsetSize: true } };

function onClass(storageClassName: string, storage: string): ReturnType<typeof aVolume> {
  const { persistentVolumeClaim } = aVolume(storage);
  return { persistentVolumeClaim: { ...persistentVolumeClaim, storageClassName } };
}
