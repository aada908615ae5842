import { SECRET } from '../../../src/kube/meta/index.js';
import { PSMDB } from '../../../src/providers/mongodb/upstream.js';
import { PXC } from '../../../src/providers/mysql/upstream.js';
import { raw } from '../clusters/bench.js';
import { PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';
import { startOffering } from './engine-databases.js';
import { PerconaDatabases } from './percona-databases.js';

const [MONGODB, MYSQL] = [
  { engine: 'mongodb', upstream: PSMDB, spec: { version: '8.0.19-7', clusterSize: 3 } },
  { engine: 'mysql', upstream: PXC, spec: { version: '8.4.7-7.1', clusterSize: 3 } },
];

let mongodb: PerconaDatabases;
let mysql: PerconaDatabases;
let plain: OperatedCluster;
let shop: OperatedCluster;

/** One product for both. */
beforeAll(async () => {
  const operations = await startOffering(MONGODB.engine);
  await operations.bench.installed(MYSQL.engine);
  [mongodb, mysql] = [new PerconaDatabases(operations, MONGODB), new PerconaDatabases(operations, MYSQL)];
  [plain, shop] = await Promise.all([mongodb.born('plain'), mysql.born('shop')]);
}, PATIENCE_MS);

afterAll(() => mongodb.stop());

async function uriOf(bench: PerconaDatabases, cluster: OperatedCluster): Promise<string> {
  const { binding } = (await bench.running(cluster)).status!;
  const { data } = raw(await bench.bench.get(SECRET, { ...cluster.key, name: binding!.name }));
  return Buffer.from(data.uri, 'base64').toString();
}

describe('a MongoDB', () => {
  it('is one replica set with a primary, which clients find by the name of the set', async () => {
    const { database, sets } = await mongodb.world(plain);
    expect(Object.keys(sets)).toEqual(['rs0']);
    expect(database.status?.members?.map(({ role }) => role).sort()).toEqual(['Primary', 'Replica', 'Replica']);
    const uri = await uriOf(mongodb, plain);
    expect(uri).toMatch(/plain-rs0\.[^/]*\/.*replicaSet=rs0/);
    expect(uri).toContain('authSource=admin');
  });

  it('divided over shards has config servers, and routers that lead clients', async () => {
    const cluster = await mongodb.born('divided', { sharding: { shards: 2 }, proxy: { type: 'mongos', size: 2 } });
    const { database, sets } = await mongodb.world(cluster);
    expect(Object.keys(sets)).toEqual(['cfg', 'mongos', 'rs0', 'rs1']);
    const roles = (database.status?.members ?? []).map(({ role }) => role);
    expect(roles.filter((role) => role === 'Primary').length).toBeGreaterThanOrEqual(2);
    expect(database.status?.endpoints?.map(({ host }) => host)).toEqual([expect.stringContaining('divided-mongos')]);
  });

  it('whose operator fails says with what, and goes on when it does', async () => {
    await mongodb.order(plain, 'reconcile:ping mongo: no reachable servers');
    const { status } = await mongodb.until(plain, (live) =>
      (live.status?.message ?? '').includes('no reachable servers'),
    );
    expect(['Updating', 'Degraded', 'Failed']).toContain(status?.phase);
    await mongodb.order(plain, '');
    expect((await mongodb.running(plain)).status?.readyMembers).toBe(3);
  });
});

describe('a MySQL', () => {
  it('has peers for members, and proxies that lead clients to them', async () => {
    const { database, sets } = await mysql.world(shop);
    expect(Object.keys(sets)).toEqual(['haproxy', 'pxc']);
    const roles = (database.status?.members ?? []).map(({ role }) => role);
    expect(roles.filter((role) => role === 'Peer')).toHaveLength(3);
    expect(await uriOf(mysql, shop)).toMatch(/^mysql:\/\/app:[^@]+@shop-haproxy\.[^/]+\/app/);
  });

  it('has ProxySQL before it where that is asked for, and one way in then', async () => {
    const { database, sets } = await mysql.world(await mysql.born('other', { proxy: { type: 'proxysql', size: 2 } }));
    expect(Object.keys(sets)).toEqual(['proxysql', 'pxc']);
    expect(database.status?.endpoints?.every(({ host }) => host.includes('other-proxysql'))).toBe(true);
  });
});
