import { PERSISTENT_VOLUME_CLAIM, POD, SERVICE } from '../../../src/kube/meta/index.js';
import { MARIADB } from '../../../src/providers/mariadb/upstream.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../../src/resources/database-cluster/index.js';
import { raw, type Raw } from '../clusters/bench.js';
import { OperationBench, PATIENCE_MS, type OperatedCluster } from '../operations/operation-bench.js';

const ENGINE = 'mariadb';
const FAIL = 'sandbox.dbaas.io/fail';
const RUN_MS = 3 * PATIENCE_MS;

let bench: OperationBench;
let forum: OperatedCluster;
let single: OperatedCluster;

const create = (name: string, clusterSize: number): Promise<unknown> =>
  bench.bench.create(bench.cluster(name).key, {
    spec: { engine: ENGINE, version: '11.8.2', clusterSize, storage: { size: '1Gi' } },
  });

/** Two databases for the whole file: what one case leaves is what the next begins with. */
beforeAll(async () => {
  bench = await OperationBench.start();
  await bench.bench.installed(ENGINE);
  [forum, single] = [bench.cluster('forum'), bench.cluster('single')];
  await Promise.all([create('forum', 3), create('single', 1)]);
  await Promise.all([forum, single].map(({ key }) => bench.bench.running(key, PATIENCE_MS)));
}, RUN_MS);

afterAll(() => bench.stop());

const upstream = async ({ key }: OperatedCluster): Promise<Raw> => raw(await bench.bench.get(MARIADB, key));
const read = ({ key }: OperatedCluster): Promise<DatabaseCluster> => bench.bench.get(DATABASE_CLUSTER, key);
const order = ({ key }: OperatedCluster, failure: string): Promise<unknown> =>
  bench.bench.patch(MARIADB, key, { metadata: { annotations: { [FAIL]: failure } } });
const patched = ({ key }: OperatedCluster, spec: object): Promise<unknown> => bench.bench.patch(MARIADB, key, { spec });
const claimsOf = async ({ key }: OperatedCluster): Promise<string[]> =>
  (await bench.bench.names(PERSISTENT_VOLUME_CLAIM, key.namespace)).filter((name) => name.includes(key.name)).sort();
const until = (cluster: OperatedCluster, accept: (found: DatabaseCluster) => boolean): Promise<DatabaseCluster> =>
  bench.bench.until(cluster.key, accept);

describe('a MariaDB of three', () => {
  it(
    'grows by a copy that goes through a volume, and shrinks with the volumes of those that leave',
    async () => {
      const grown = await forum.run({ type: 'HorizontalScaling', horizontalScaling: { replicas: 4 } });
      expect([grown.status?.phase, grown.status?.message]).toEqual(['Succeeded', '4 members serve.']);
      expect(await claimsOf(forum)).toEqual([0, 1, 2, 3].map((index) => `storage-forum-${index}`));
      const shrunk = await forum.run({ type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } });
      expect([shrunk.status?.phase, shrunk.status?.message]).toEqual(['Succeeded', '3 members serve.']);
      expect(await claimsOf(forum)).toEqual([0, 1, 2].map((index) => `storage-forum-${index}`));
    },
    RUN_MS,
  );

  it(
    'hands the role over to whom it is asked, and no later round takes it back',
    async () => {
      const { status } = await forum.run({ type: 'Switchover', switchover: { candidate: 'forum-2' } });
      expect([status?.phase, status?.result?.newPrimary]).toEqual(['Succeeded', 'forum-2']);
      await bench.bench.lookAgain(forum.key);
      expect((await upstream(forum)).spec.replication.primary.podIndex).toBe(2);
      const service = raw(await bench.bench.get(SERVICE, { ...forum.key, name: 'forum-primary' }));
      expect(service.spec.selector).toMatchObject({ 'statefulset.kubernetes.io/pod-name': 'forum-2' });
    },
    RUN_MS,
  );

  it('refuses to lose its primary to a smaller size', async () => {
    const { status, body } = await forum.post({ type: 'HorizontalScaling', horizontalScaling: { replicas: 2 } });
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('forum-2, away: switch over')]);
  });

  it(
    'fills a member anew that is to be rebuilt, and leaves nothing of the way',
    async () => {
      const uid = async (): Promise<unknown> =>
        (await bench.bench.get(PERSISTENT_VOLUME_CLAIM, { ...forum.key, name: 'storage-forum-0' })).metadata.uid;
      const before = await uid();
      const { status } = await forum.run({ type: 'RebuildInstance', rebuildInstance: { member: 'forum-0' } });
      expect([status?.phase, status?.message]).toEqual(['Succeeded', 'Member forum-0 is a fresh copy and ready.']);
      expect(await uid()).not.toBe(before);
      expect(await claimsOf(forum)).toEqual([0, 1, 2].map((index) => `storage-forum-${index}`));
    },
    RUN_MS,
  );

  it(
    'finds another primary when the one that it has is lost, and says so while it does',
    async () => {
      await order(forum, 'never-ready:forum-2');
      await bench.bench.client.delete(POD, { ...forum.key, name: 'forum-2' });
      const moved = await until(forum, ({ status }) => status?.primary !== undefined && status.primary !== 'forum-2');
      expect(moved.status?.members?.find(({ name }) => name === moved.status?.primary)).toMatchObject({
        role: 'Primary',
      });
      await order(forum, '');
      await bench.bench.running(forum.key, PATIENCE_MS);
    },
    RUN_MS,
  );

  it(
    'takes an upgrade back whose first member does not start, and tells why',
    async () => {
      await order(forum, 'image-pull:11.8.3');
      const { status } = await forum.run({ type: 'Upgrade', timeoutSeconds: 300, upgrade: { version: '11.8.3' } });
      expect([status?.phase, status?.message]).toEqual(['Failed', expect.stringContaining('ImagePullBackOff')]);
      await order(forum, '');
      const { spec } = await upstream(forum);
      expect(spec.image).toMatch(/:11\.8\.2$/);
      expect((await bench.bench.running(forum.key, PATIENCE_MS)).status?.version).toBe('11.8.2');
    },
    RUN_MS,
  );

  it.each([['replication', /^forum-\d does not follow the primary: .*1236/]])(
    'warns of %s that is broken',
    async (failure, warning) => {
      await order(forum, failure);
      const { status } = await until(forum, ({ status: found }) => (found?.warnings ?? []).length > 0);
      expect(status?.warnings?.[0]).toMatch(warning);
      await order(forum, '');
      await until(forum, ({ status: found }) => (found?.warnings ?? []).length === 0);
    },
    RUN_MS,
  );

  it(
    'is Degraded while somebody has suspended its operator',
    async () => {
      await patched(forum, { suspend: true });
      const { status } = await until(forum, ({ status: found }) => found?.phase === 'Degraded');
      expect(status?.message).toContain('spec.suspend');
      await patched(forum, { suspend: null });
      await bench.bench.running(forum.key, PATIENCE_MS);
    },
    RUN_MS,
  );
});

describe('a MariaDB of one', () => {
  it(
    'has one Service, by which it is reached from inside and, once it is exposed, from outside',
    async () => {
      const inside = (await read(single)).status?.endpoints;
      expect(inside).toMatchObject([{ name: 'primary', host: expect.stringMatching(/^single\./), external: false }]);
      const { status } = await single.run({ type: 'Expose', expose: { type: 'LoadBalancer' } });
      expect(status?.phase).toBe('Succeeded');
      const outside = (await read(single)).status?.endpoints?.filter(({ external }) => external);
      expect(outside).toMatchObject([{ name: 'primary', host: expect.stringMatching(/^203\.0\.113\./) }]);
    },
    RUN_MS,
  );

  it('stays alone: the operator would start newcomers empty', async () => {
    const { status, body } = await single.post({ type: 'HorizontalScaling', horizontalScaling: { replicas: 3 } });
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('must stay 1')]);
  });
});
