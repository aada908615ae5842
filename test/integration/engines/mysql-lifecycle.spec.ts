import { SECRET } from '../../../src/kube/meta/index.js';
import { PXC } from '../../../src/providers/mysql/upstream.js';
import { raw } from '../clusters/bench.js';
import { PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';
import { PerconaDatabases } from './percona-databases.js';

let bench: PerconaDatabases;
let shop: OperatedCluster;

beforeAll(async () => {
  bench = await PerconaDatabases.start({
    engine: 'mysql',
    upstream: PXC,
    spec: { version: '8.4.7-7.1', clusterSize: 3 },
  });
  shop = await bench.born('shop');
}, PATIENCE_MS);

afterAll(() => bench.stop());

describe('a MySQL', () => {
  it('has peers for members, and proxies that lead clients to them', async () => {
    const { database, sets } = await bench.world(shop);
    expect(Object.keys(sets)).toEqual(['haproxy', 'pxc']);
    const roles = (database.status?.members ?? []).map(({ role }) => role);
    expect(roles.filter((role) => role === 'Peer')).toHaveLength(3);
    const { data } = raw(await bench.bench.get(SECRET, { ...shop.key, name: database.status!.binding!.name }));
    const uri = Buffer.from(data.uri, 'base64').toString();
    expect(uri).toMatch(/^mysql:\/\/app:[^@]+@shop-haproxy\.[^/]+\/app/);
  });

  it('has ProxySQL before it where that is asked for, and one way in then', async () => {
    const cluster = await bench.born('other', { proxy: { type: 'proxysql', size: 2 } });
    const { database, sets } = await bench.world(cluster);
    expect(Object.keys(sets)).toEqual(['proxysql', 'pxc']);
    expect(database.status?.endpoints?.every(({ host }) => host.includes('other-proxysql'))).toBe(true);
  });

  it.each([
    { order: 'crash-on-start:shop-pxc-1', says: /CrashLoopBackOff|back-off|restarting/i },
    { order: 'unschedulable', says: /schedul|nodes are available/i },
  ])('that loses a member for $order is Degraded, says why, and is whole again', async ({ order, says }) => {
    await bench.order(shop, order);
    await bench.deletePod(shop, 'pxc-1');
    const { status } = await bench.until(
      shop,
      (live) => live.status?.phase === 'Degraded' && says.test(live.status.message ?? ''),
    );
    expect(status?.readyMembers).toBe(2);
    await bench.order(shop, '');
    expect((await bench.running(shop)).status?.readyMembers).toBe(3);
  });

  it('with a member that runs and is not ready counts it out, and waits for it', async () => {
    await bench.order(shop, 'never-ready:shop-pxc-1');
    await bench.deletePod(shop, 'pxc-1');
    const { status } = await bench.until(
      shop,
      (live) => live.status?.readyMembers === 2 && live.status.phase !== 'Running',
    );
    expect(status?.message).toContain('2 of 3 members');
    await bench.order(shop, '');
    expect((await bench.running(shop)).status?.readyMembers).toBe(3);
  });

  it('is refused by a name that leaves its operator no room', async () => {
    const body = {
      metadata: { name: 'a-name-of-twenty-three-c' },
      spec: { engine: 'mysql', version: '8.4.7-7.1', clusterSize: 3, storage: { size: '1Gi' } },
    };
    const path = `/api/v1/namespaces/${bench.operations.namespace}/clusters`;
    const answer = await bench.bench.sandbox.request('POST', path, { body });
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_spec']);
    expect(JSON.stringify(answer.body.errors)).toContain('/metadata/name');
  });
});
