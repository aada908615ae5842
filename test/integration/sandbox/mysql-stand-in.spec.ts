import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SECRET,
  SERVICE,
  STATEFUL_SET,
  STORAGE_CLASS,
} from '../../../src/kube/meta/index.js';
import type { PersistentVolumeClaim, Pod } from '../../../src/sandbox/engines/mechanics/workloads.js';
import { MysqlStandIn } from '../../../src/sandbox/engines/mysql/index.js';
import { PXC } from '../../../src/sandbox/engines/mysql/kinds.js';
import type { Pxc, PxcSpec } from '../../../src/sandbox/engines/mysql/pxc.js';
import { ALONE, aPxc, type PxcOverrides } from '../../builders/stand-in-pxc.js';
import { aVolume } from '../../builders/stand-in-psmdb.js';
import { eventually } from '../../harness/eventually.js';
import { EXPANDABLE } from '../operations/operation-bench.js';
import { NAMESPACE, PerconaBench } from './percona-bench.js';

describe('the MySQL stand-in behind an API server', () => {
  let bench: PerconaBench;
  let counter = 0;

  beforeAll(async () => {
    bench = await PerconaBench.start(new MysqlStandIn(), PXC);
    await bench.client.create(STORAGE_CLASS, EXPANDABLE);
  });

  afterAll(() => bench.stop());

  const pxc = (name: string): Promise<Pxc> => bench.get<Pxc>(PXC, name);
  const inState = (name: string, state: string): Promise<Pxc> => bench.inState<Pxc>(name, state);
  const change = (name: string, spec: Partial<PxcSpec>): Promise<unknown> => bench.patch(name, { spec });

  async function create(overrides: PxcOverrides = {}): Promise<string> {
    const name = `shop${(counter += 1)}`;
    await bench.create(aPxc({ ...overrides, name }));
    return name;
  }

  async function ready(overrides?: PxcOverrides): Promise<string> {
    const name = await create(overrides);
    await inState(name, 'ready');
    return name;
  }

  it('brings up members, and proxies before them', async () => {
    const name = await ready();
    expect((await pxc(name)).status).toMatchObject({
      host: `${name}-haproxy.default`,
      size: 5,
      ready: 5,
      message: [],
      pxc: { size: 3, ready: 3, status: 'ready', version: '8.4.7-7.1' },
      haproxy: { size: 2, ready: 2, status: 'ready' },
    });
    expect(await bench.namesOf(STATEFUL_SET, name)).toEqual([`${name}-haproxy`, `${name}-pxc`]);
    expect(await bench.namesOf(SERVICE, name)).toEqual(
      ['haproxy', 'haproxy-replicas', 'pxc', 'pxc-unready'].map((suffix) => `${name}-${suffix}`),
    );
    expect(await bench.namesOf(SECRET, name)).toEqual([
      `internal-${name}`,
      ...['secrets', 'ssl', 'ssl-internal'].map((suffix) => `${name}-${suffix}`),
    ]);
  });

  it('replaces readers from the highest number and the writer last; proxies are replaced by Kubernetes', async () => {
    const name = await ready();
    const gone = await bench.podsReplacedBy(name, async () => {
      await bench.patch(name, {
        spec: { pxc: { annotations: { again: '1' } }, haproxy: { annotations: { again: '1' } } },
      });
      await eventually(
        () => bench.childrenOf<Pod>(POD, name),
        (pods) => pods.length === 5 && pods.every(({ metadata }) => metadata.annotations?.['again'] === '1'),
      );
      await inState(name, 'ready');
    });
    const of = (part: string): string[] => gone.filter((pod) => pod.includes(part));
    expect(of('pxc')).toEqual([2, 1, 0].map((number) => `${name}-pxc-${number}`));
    expect(of('haproxy')).toEqual([1, 0].map((number) => `${name}-haproxy-${number}`));
  });

  it('says that a member crashes, and replaces it itself when the setting is put back', async () => {
    const name = await ready();
    await change(name, { pxc: { configuration: '[mysqld]\nmax_conections=100\n' } });
    const { status } = await inState(name, 'error');
    expect(status?.message).toEqual([expect.stringContaining(`pod ${name}-pxc-2 is in CrashLoopBackOff state`)]);
    await change(name, { pxc: { configuration: '[mysqld]\nmax_connections=100\n' } });
    await inState(name, 'ready');
  });

  it('rests and comes back', async () => {
    const name = await ready();
    await change(name, { pause: true });
    await inState(name, 'paused');
    expect(await bench.namesOf(POD, name)).toEqual([]);
    await change(name, { pause: false });
    expect((await inState(name, 'ready')).status?.conditions?.map(({ type }) => type)).toEqual([
      'initializing',
      'ready',
      'stopping',
      'paused',
      'initializing',
      'ready',
    ]);
  });

  it('grows volumes all at once, marked on the object meanwhile', async () => {
    const name = await ready();
    await change(name, { pxc: { volumeSpec: aVolume('2Gi') } });
    const claims = await eventually(
      () => bench.childrenOf<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIM, name),
      (found) => found.every(({ status }) => status?.capacity?.storage === '2Gi'),
    );
    expect(claims).toHaveLength(3);
    const { metadata } = await inState(name, 'ready');
    expect(metadata.annotations).not.toHaveProperty(['percona.com/pvc-resize-in-progress']);
  });

  it.each([
    { why: 'the driver fails', asked: '2Gi', fail: 'pvc-resize' },
    { why: 'less is asked for', asked: '512Mi', fail: undefined },
  ])('writes the old size back when $why', async ({ asked, fail }) => {
    const name = await ready({
      spec: { ...ALONE, pxc: { ...ALONE.pxc, volumeSpec: aVolume('2Gi') } },
      ...(fail ? { annotations: { 'sandbox.dbaas.io/fail': fail } } : {}),
    });
    await change(name, { pxc: { volumeSpec: aVolume(fail ? '3Gi' : asked) } });
    await eventually(
      () => pxc(name),
      ({ spec, metadata }) =>
        (metadata.generation ?? 0) > 2 &&
        spec.pxc?.volumeSpec?.persistentVolumeClaim?.resources?.requests?.storage === '2Gi',
    );
    expect((await inState(name, 'ready')).status?.pxc?.ready).toBe(1);
  });

  it.each([
    {
      why: 'two proxies at once',
      spec: { proxysql: { enabled: true, size: 2, image: 'x', volumeSpec: aVolume() } },
      message: /can't enable both/,
    },
    { why: 'an even size', spec: { pxc: { size: 4 } }, message: /PXC size must be an odd number/ },
    { why: 'a single proxy', spec: { haproxy: { size: 1 } }, message: /HAProxy size must be at least 2/ },
  ])('refuses $why, and keeps to what it understood last', async ({ spec, message }) => {
    const name = await ready();
    await bench.patch(name, { spec });
    const { metadata, status } = await inState(name, 'error');
    expect(status?.message?.[0]).toMatch(/^Error: wrong PXC options: /);
    expect(status?.message?.[0]).toMatch(message);
    expect(status?.observedGeneration).toBe(metadata.generation! - 1);
  });

  it('leads clients by the other proxy when it is told to', async () => {
    const proxysql = { enabled: true, size: 2, image: 'percona/proxysql2:2.7.3-1.2', volumeSpec: aVolume() };
    const name = await ready();
    await bench.patch(name, { spec: { haproxy: { enabled: false }, proxysql } });
    expect((await inState(name, 'ready')).status).toMatchObject({
      host: `${name}-proxysql.default`,
      haproxy: {},
      proxysql: { ready: 2 },
    });
    expect(await bench.namesOf(STATEFUL_SET, name)).toEqual([`${name}-proxysql`, `${name}-pxc`]);
  });

  it('grows over to a newer release, and has no way back', async () => {
    const name = await ready({
      spec: { ...ALONE, pxc: { ...ALONE.pxc, image: 'percona/percona-xtradb-cluster:8.0.44-35.1' } },
    });
    await change(name, { pxc: { image: 'percona/percona-xtradb-cluster:8.4.7-7.1' } });
    await eventually(
      () => pxc(name),
      ({ status }) => status?.pxc?.version === '8.4.7-7.1',
    );
    await change(name, { pxc: { image: 'percona/percona-xtradb-cluster:8.0.44-35.1' } });
    const { status } = await eventually(
      () => pxc(name),
      (object) => object.status?.pxc?.ready === 0 && object.status.message?.length === 1,
    );
    expect(status?.message).toEqual(['PXC: pxc: back-off restarting failed container; ']);
  });

  it('drops finalizers of others, and takes volumes, passwords and certificates along where it is told to', async () => {
    const finalizers = [
      'percona.com/delete-pxc-pods-in-order',
      'percona.com/delete-pxc-pvc',
      'percona.com/delete-ssl',
      'example.com/mine',
    ];
    const name = await ready({ finalizers });
    await bench.client.delete(PXC, { namespace: NAMESPACE, name });
    for (const type of [POD, PERSISTENT_VOLUME_CLAIM, SECRET])
      await eventually(
        () => bench.namesOf(type, name),
        ({ length }) => length === 0,
      );
    const left = await eventually(
      () => bench.client.list(PXC, { namespace: NAMESPACE }),
      ({ items }) => items.every(({ metadata }) => metadata.name !== name),
    );
    expect(left.items).not.toEqual([]);
  });

  it('does not let go of an object that is not valid', async () => {
    const name = await ready({ spec: ALONE, finalizers: ['percona.com/delete-pxc-pods-in-order'] });
    await change(name, { pxc: { image: '' } });
    await inState(name, 'error');
    await bench.client.delete(PXC, { namespace: NAMESPACE, name });
    expect(await bench.namesOf(POD, name)).toHaveLength(2);
    await change(name, { pxc: { image: ALONE.pxc!.image! } });
    await eventually(
      () => bench.namesOf(POD, name),
      ({ length }) => length === 0,
    );
  });
});
