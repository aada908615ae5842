import { SECRET } from '../../../src/kube/meta/index.js';
import { PSMDB } from '../../../src/providers/mongodb/upstream.js';
import { raw } from '../clusters/bench.js';
import { PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';
import { PerconaDatabases } from './percona-databases.js';

let bench: PerconaDatabases;
let plain: OperatedCluster;

beforeAll(async () => {
  bench = await PerconaDatabases.start({
    engine: 'mongodb',
    upstream: PSMDB,
    spec: { version: '8.0.19-7', clusterSize: 3 },
  });
  plain = await bench.born('plain');
}, PATIENCE_MS);

afterAll(() => bench.stop());

describe('a MongoDB', () => {
  it('is one replica set with a primary, which clients find by the name of the set', async () => {
    const { database, sets } = await bench.world(plain);
    expect(Object.keys(sets)).toEqual(['rs0']);
    const { members = [], binding } = database.status!;
    expect(members.map(({ role }) => role).sort()).toEqual(['Primary', 'Replica', 'Replica']);
    const { data } = raw(await bench.bench.get(SECRET, { ...plain.key, name: binding!.name }));
    const uri = Buffer.from(data.uri, 'base64').toString();
    expect(uri).toMatch(/plain-rs0\.[^/]*\/.*replicaSet=rs0/);
    expect(uri).toContain('authSource=admin');
  });

  it('divided over shards has config servers, and routers that lead clients', async () => {
    const cluster = await bench.born('divided', { sharding: { shards: 2 }, proxy: { type: 'mongos', size: 2 } });
    const { database, sets } = await bench.world(cluster);
    expect(Object.keys(sets)).toEqual(['cfg', 'mongos', 'rs0', 'rs1']);
    const roles = (database.status?.members ?? []).map(({ role }) => role);
    expect(roles.filter((role) => role === 'Primary').length).toBeGreaterThanOrEqual(2);
    expect(database.status?.endpoints?.map(({ host }) => host)).toEqual([expect.stringContaining('divided-mongos')]);
  });

  it.each([
    { order: 'crash-on-start:plain-rs0-1', says: /CrashLoopBackOff|back-off|restarting/i },
    { order: 'unschedulable', says: /schedul|nodes are available/i },
    { order: 'image-pull', says: /ImagePullBackOff|pulling image/i },
  ])('that loses a member for $order is Degraded, says why, and is whole again', async ({ order, says }) => {
    await bench.order(plain, order);
    await bench.deletePod(plain, 'rs0-1');
    const { status } = await bench.until(
      plain,
      (live) => live.status?.phase === 'Degraded' && says.test(live.status.message ?? ''),
    );
    expect(status?.readyMembers).toBe(2);
    await bench.order(plain, '');
    expect((await bench.running(plain)).status?.readyMembers).toBe(3);
  });

  it('with a member that runs and is not ready counts it out, and waits for it', async () => {
    await bench.order(plain, 'never-ready:plain-rs0-1');
    await bench.deletePod(plain, 'rs0-1');
    const { status } = await bench.until(
      plain,
      (live) => live.status?.readyMembers === 2 && live.status.phase !== 'Running',
    );
    expect(status?.message).toContain('2 of 3 members');
    await bench.order(plain, '');
    expect((await bench.running(plain)).status?.readyMembers).toBe(3);
  });

  it('whose operator fails says with what, and goes on when it does', async () => {
    await bench.order(plain, 'reconcile:ping mongo: no reachable servers');
    const { status } = await bench.until(plain, (live) =>
      (live.status?.message ?? '').includes('no reachable servers'),
    );
    expect(['Updating', 'Degraded', 'Failed']).toContain(status?.phase);
    await bench.order(plain, '');
    expect((await bench.running(plain)).status?.readyMembers).toBe(3);
  });
});
