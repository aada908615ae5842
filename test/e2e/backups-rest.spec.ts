import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { S3_KEYS, S3Store } from '../doubles/object-stores/s3-store.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, startAnyCluster, type Answer } from '../harness/sandbox-app.js';
import { PastBackups } from './past-backups.js';

const API = '/api/v1/namespaces/default';
const PAST = '/api/v1/namespaces/past';
const ORDERS = `${API}/clusters/orders`;
const SPEC = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };

const nameOf = ({ metadata }: { metadata: { name: string } }): string => metadata.name;
const namesIn = ({ body }: Answer): string[] => body.items.map(nameOf);
const pointersIn = ({ body }: Answer): string[] => body.errors.map(({ pointer }: { pointer: string }) => pointer);

describe('backups over REST', () => {
  let sandbox: SandboxApp;
  let store: S3Store;
  let client: HttpKubeClient;

  beforeAll(async () => {
    store = await S3Store.start();
    const cluster = await startAnyCluster();
    client = connect(cluster.kubeConfigFor('system:admin', ['system:masters']), { userAgent: 'tests' });
    await aPast();
    sandbox = await SandboxApp.over(cluster, { env: { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' } });
    await sandbox.offersEngines();
    await aPresent();
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
    await store.stop();
  });

  const aPast = async (): Promise<void> => {
    const past = await PastBackups.begin(client, 'past');
    await past.succeeded('orders-a', '2026-01-01T12:00:00Z', { tier: 'gold' });
    await past.succeeded('orders-b', '2026-01-02T12:00:00Z');
    await past.succeeded('other-c', '2026-01-03T12:00:00Z', { tier: 'gold' });
    const failed = { phase: 'Failed' as const, reason: 'Timeout' as const, origin: 'OnDemand' as const };
    await past.backup('orders-d', { ...failed, completedAt: '2026-01-04T12:00:00Z' });
    await past.cluster('filling', { dataSource: { backupRef: { name: 'orders-a' } } });
  };

  const aPresent = async (): Promise<void> => {
    const spec = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true };
    await post(`${API}/backup-storages`, { metadata: { name: 'main' }, spec, credentials: S3_KEYS });
    await eventually(
      () => get(`${API}/backup-storages/main`),
      ({ body }) => body.status?.conditions?.[0]?.reason === 'Probed',
    );
    const backup = { storageRef: { name: 'main' } };
    const made = [
      await post(`${API}/clusters`, { metadata: { name: 'orders' }, spec: { ...SPEC, backup } }),
      await post(`${API}/clusters`, { metadata: { name: 'plain' }, spec: SPEC }),
    ];
    expect(made.map(({ status }) => status)).toEqual([201, 201]);
  };

  const get = (path: string): Promise<Answer> => sandbox.request('GET', path);
  const remove = (path: string): Promise<Answer> => sandbox.request('DELETE', path);
  const post = (path: string, body: object, headers?: Record<string, string>): Promise<Answer> =>
    sandbox.request('POST', path, { body, headers });

  describe('are asked for', () => {
    it('of a cluster, with a name that says what they are, and are found where the answer points', async () => {
      const asked = await post(`${ORDERS}/backups`, { spec: {} });
      expect(asked.status).toBe(202);
      expect(asked.body.metadata.name).toMatch(/^orders-backup-[0-9a-f]{6}$/);
      expect(asked.headers.get('location')).toBe(`${API}/backups/${asked.body.metadata.name}`);
      expect(Number(asked.headers.get('retry-after'))).toBeGreaterThan(0);
      const found = await get(asked.headers.get('location')!);
      expect(found.body.spec).toMatchObject({ clusterRef: { name: 'orders' }, type: 'Full' });
      expect(found.headers.get('etag')).toMatch(/^"[0-9a-f]{16}\.\d+"$/);
    });

    it('in a namespace, of the cluster that the body names', async () => {
      const spec = { clusterRef: { name: 'orders' }, storageRef: { name: 'main' } };
      const asked = await post(`${API}/backups`, { metadata: { name: 'before-release' }, spec });
      expect([asked.status, asked.body.metadata.name]).toEqual([202, 'before-release']);
      const twin = await post(`${API}/backups`, { metadata: { name: 'before-release' }, spec });
      expect([twin.status, twin.body.code]).toEqual([409, 'name_taken']);
    });

    it('once for each key', async () => {
      const key = { 'idempotency-key': 'nightly-4711' };
      const first = await post(`${ORDERS}/backups`, { spec: {} }, key);
      const again = await post(`${ORDERS}/backups`, { spec: {} }, key);
      expect([first.status, again.status]).toEqual([202, 202]);
      expect(again.body.metadata.uid).toBe(first.body.metadata.uid);
      expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
      const other = await post(`${ORDERS}/backups`, { metadata: { labels: { a: 'b' } }, spec: {} }, key);
      expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    });

    it('in a dry run, that leaves nothing behind', async () => {
      const asked = await post(`${ORDERS}/backups?dryRun=true`, { metadata: { name: 'dry' }, spec: {} });
      expect(asked.status).toBe(200);
      expect(asked.body.plan.changes).toEqual([expect.objectContaining({ path: '' })]);
      expect((await get(`${API}/backups/dry`)).status).toBe(404);
    });

    it('to be described, where they lie in a bucket already and their database is gone', async () => {
      const existing = { path: 'default/gone-1a2b3c4d-1-v17/base/20261122T115000' };
      const spec = { clusterRef: { name: 'gone' }, storageRef: { name: 'main' }, existing };
      expect((await post(`${API}/backups`, { metadata: { name: 'known' }, spec })).status).toBe(202);
    });
  });

  describe('are refused before anything is stored', () => {
    it.each([
      { what: 'no specification', body: {}, pointers: ['/spec'] },
      { what: 'a specification that is text', body: { spec: 'please' }, pointers: ['/spec'] },
      { what: 'what nobody knows', body: { spec: { colour: 'red' } }, pointers: ['/spec/colour'] },
      { what: 'an unknown type', body: { spec: { type: 'Half' } }, pointers: ['/spec/type'] },
      { what: 'another cluster', body: { spec: { clusterRef: { name: 'plain' } } }, pointers: ['/spec/clusterRef'] },
      {
        what: 'another storage',
        body: { spec: { storageRef: { name: 'cold' } } },
        pointers: ['/spec/storageRef/name'],
      },
      {
        what: 'a path that climbs out',
        body: { spec: { storageRef: { name: 'main' }, existing: { path: 'a/../../b' } } },
        pointers: ['/spec/existing/path'],
      },
      {
        what: 'a path without a bucket',
        body: { spec: { existing: { path: 'a/b' } } },
        pointers: ['/spec/storageRef'],
      },
      { what: 'a name that is none', body: { metadata: { name: '../x' }, spec: {} }, pointers: ['/metadata/name'] },
      {
        what: 'what loops go by',
        body: {
          metadata: { labels: { 'dbaas.io/schedule': 'x' }, annotations: { 'dbaas.io/scheduled-for': 'y' } },
          spec: {},
        },
        pointers: ['/metadata/labels/dbaas.io~1schedule', '/metadata/annotations/dbaas.io~1scheduled-for'],
      },
      { what: 'a status', body: { spec: {}, status: {} }, pointers: ['/status'] },
    ])('with $what', async ({ body, pointers }) => {
      const refused = await post(`${ORDERS}/backups`, body);
      expect([refused.status, refused.body.code]).toEqual([422, 'invalid_spec']);
      expect(pointersIn(refused)).toEqual(pointers);
    });

    it('of a database without backups, with what to do', async () => {
      const refused = await post(`${API}/clusters/plain/backups`, { spec: {} });
      expect([refused.status, pointersIn(refused)]).toEqual([422, ['/spec/clusterRef/name']]);
      expect(refused.body.detail).toContain('name a BackupStorage in its spec.backup first');
    });

    it('of a cluster that is not there, by its place in the body or in the address', async () => {
      const inBody = await post(`${API}/backups`, { spec: { clusterRef: { name: 'nobody' } } });
      expect(inBody.body.errors).toMatchObject([{ pointer: '/spec/clusterRef/name', code: 'not_found' }]);
      expect((await post(`${API}/clusters/nobody/backups`, { spec: {} })).status).toBe(404);
    });

    it('into a storage that is not there, or cannot be used', async () => {
      const existing = { path: 'default/gone/base/1' };
      const describe = (namespace: string, storage: string): Promise<Answer> =>
        post(`/api/v1/namespaces/${namespace}/backups`, {
          spec: { clusterRef: { name: 'gone' }, storageRef: { name: storage }, existing },
        });
      const [absent, unready] = [await describe('default', 'nowhere'), await describe('past', 'cold')];
      for (const { status, body } of [absent, unready]) {
        expect([status, body.errors[0].pointer]).toEqual([422, '/spec/storageRef/name']);
      }
      expect(absent.body.detail).toContain('There is no BackupStorage "nowhere"');
      expect(unready.body.detail).toContain('cannot be used');
    });
  });

  describe('are listed', () => {
    it.each<{ query: string; expected: string[] }>([
      { query: 'sort=name', expected: ['orders-a', 'orders-b', 'orders-d', 'other-c'] },
      { query: 'sort=name&phase=Failed', expected: ['orders-d'] },
      { query: 'sort=name&phase=Failed,Succeeded&origin=Scheduled', expected: ['orders-a', 'orders-b', 'other-c'] },
      { query: 'sort=name&cluster=billing', expected: [] },
      { query: 'sort=name&cluster=orders,billing&q=orders-', expected: ['orders-a', 'orders-b', 'orders-d'] },
      { query: 'sort=name&storage=cold', expected: ['orders-a', 'orders-b', 'other-c'] },
      { query: 'sort=name&labelSelector=tier%3Dgold', expected: ['orders-a', 'other-c'] },
      { query: 'sort=name&labelSelector=tier%20notin%20(gold)&phase=Succeeded', expected: ['orders-b'] },
      { query: 'sort=name&createdBefore=2001-01-01T00:00:00Z', expected: [] },
      { query: 'sort=name&createdAfter=2001-01-01T00:00:00Z&name=orders-b', expected: ['orders-b'] },
    ])('by $query', async ({ query, expected }) => {
      const answer = await get(`${PAST}/backups?${query}&total=true`);
      expect(namesIn(answer)).toEqual(expected);
      expect(answer.body.page.total).toBe(expected.length);
    });

    it.each(['-creationTimestamp', 'creationTimestamp', 'name'])(
      'page by page, each once, sorted by %s',
      async (sort) => {
        const all = namesIn(await get(`${PAST}/backups?sort=${sort}`));
        const seen: string[] = [];
        let next: string | undefined = `${PAST}/backups?sort=${sort}&limit=1`;
        while (next) {
          const page: Answer = await get(next);
          seen.push(...namesIn(page));
          next = /^<([^>]+)>/.exec(page.headers.get('link') ?? '')?.[1];
        }
        expect(seen).toEqual(all);
        expect([...seen].sort()).toEqual(['orders-a', 'orders-b', 'orders-d', 'other-c']);
      },
    );

    it('of every namespace, and of a cluster that is there', async () => {
      expect(namesIn(await get('/api/v1/backups?q=other-'))).toEqual(['other-c']);
      const ofCluster = await get(`${ORDERS}/backups?limit=500`);
      expect(new Set(ofCluster.body.items.map((item: Answer['body']) => item.spec.clusterRef.name))).toEqual(
        new Set(['orders']),
      );
      expect((await get(`${API}/clusters/nobody/backups`)).status).toBe(404);
    });

    it('not by a cursor of another order', async () => {
      const { nextCursor } = (await get(`${PAST}/backups?sort=name&limit=1`)).body.page;
      const refused = await get(`${PAST}/backups?cursor=${nextCursor}`);
      expect([refused.status, pointersIn(refused)]).toEqual([400, ['?cursor']]);
    });

    it.each([
      { query: 'phase=Half', pointer: '?phase' },
      { query: 'origin=Heaven', pointer: '?origin' },
      { query: 'sort=size', pointer: '?sort' },
      { query: 'labelSelector=a%20b', pointer: '?labelSelector' },
      { query: 'createdAfter=yesterday', pointer: '?createdAfter' },
      { query: 'colour=red', pointer: '?colour' },
    ])('not by $query', async ({ query, pointer }) => {
      const refused = await get(`${PAST}/backups?${query}`);
      expect([refused.status, refused.body.code, pointersIn(refused)]).toEqual([400, 'malformed_request', [pointer]]);
    });
  });

  describe('are let go', () => {
    it('unless something is being made of them, which is named', async () => {
      const refused = await remove(`${PAST}/backups/orders-a`);
      expect([refused.status, refused.body.code]).toEqual([409, 'in_use']);
      expect(refused.body.detail).toContain('DatabaseCluster filling');
      expect(refused.body.related).toBe(`${PAST}/clusters/filling`);
    });

    it('in a dry run, that changes nothing, then for good', async () => {
      const path = `${PAST}/backups/orders-d`;
      expect((await remove(`${path}?dryRun=true`)).status).toBe(200);
      expect((await get(path)).status).toBe(200);
      expect([202, 204]).toContain((await remove(path)).status);
      await eventually(
        () => get(path),
        ({ status }) => status === 404,
      );
      expect((await remove(path)).status).toBe(404);
    });
  });

  describe('of a storage', () => {
    it('keep it', async () => {
      const refused = await remove(`${API}/backup-storages/main`);
      expect([refused.status, refused.body.code]).toEqual([409, 'in_use']);
      expect(refused.body.detail).toContain('DatabaseCluster orders');
      expect(refused.body.related).toBe(ORDERS);
    });
  });

  describe('that one can go back to', () => {
    it('are none where there are none', async () => {
      const { status, body } = await get(`${API}/clusters/plain/recovery-window`);
      expect([status, body]).toEqual([200, { gaps: [], basedOn: [] }]);
      expect((await get(`${API}/clusters/nobody/recovery-window`)).status).toBe(404);
    });

    it('are told with the backups that they rest on', async () => {
      const past = await PastBackups.begin(client, 'window');
      await past.cluster('orders');
      await past.succeeded('orders-1', '2026-01-01T12:00:00Z');
      await past.succeeded('orders-2', '2026-01-02T12:00:00Z');
      const { body } = await eventually(
        () => get('/api/v1/namespaces/window/clusters/orders/recovery-window'),
        (answer) => answer.body.basedOn?.length === 2,
      );
      expect(body).toMatchObject({ earliest: '2026-01-01T12:00:00Z', latest: '2026-01-02T12:00:00Z', gaps: [] });
      expect(body.basedOn).toEqual([
        { name: 'orders-1', storage: 'cold', recoverableFrom: '2026-01-01T12:00:00Z' },
        { name: 'orders-2', storage: 'cold', recoverableFrom: '2026-01-02T12:00:00Z' },
      ]);
    });
  });

  describe('restored in place', () => {
    const RESTORES = `${ORDERS}/restores`;

    it.each([
      { what: 'nothing to go back to', spec: { restore: {} }, pointers: ['/spec/restore'] },
      { what: 'no restore', spec: {}, pointers: ['/spec/restore'] },
      { what: 'another type', spec: { type: 'Stop' }, pointers: ['/spec/type'] },
      {
        what: 'a backup that is not there',
        spec: { restore: { backupRef: { name: 'nobody' } } },
        pointers: ['/spec/restore/backupRef/name'],
      },
    ])('are refused with $what', async ({ spec, pointers }) => {
      const refused = await post(RESTORES, { spec });
      expect([refused.status, refused.body.code, pointersIn(refused)]).toEqual([422, 'invalid_spec', pointers]);
    });

    it('are operations of their type', async () => {
      expect((await get(RESTORES)).body.items).toEqual([]);
      expect((await get(`${RESTORES}?type=Stop`)).status).toBe(400);
      expect((await get(`${API}/clusters/nobody/restores`)).status).toBe(404);
    });
  });
});
