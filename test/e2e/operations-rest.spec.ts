import { connect } from '../../src/kube/client/index.js';
import { DATABASE_CLUSTER } from '../../src/resources/database-cluster/index.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const NAMESPACE = '/api/v1/namespaces/default';
const CLUSTER = `${NAMESPACE}/clusters/orders`;
const OPERATIONS = `${CLUSTER}/operations`;
/** It waits for its turn for as long as the tests take. */
const LATER = '2999-01-01T00:00:00Z';

const scaling = (replicas: number, changes: object = {}): object => ({
  spec: { type: 'HorizontalScaling', horizontalScaling: { replicas }, ...changes },
});

describe('operations over REST', () => {
  let sandbox: SandboxApp;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    const spec = { engine: 'postgresql', version: '17', clusterSize: 3, storage: { size: '10Gi' } };
    await sandbox.request('POST', `${NAMESPACE}/clusters`, { body: { metadata: { name: 'orders' }, spec } });
    await eventually(
      () => sandbox.request('GET', CLUSTER),
      ({ body }) => body.status?.phase === 'Running',
    );
  });

  afterAll(() => sandbox.stop());

  const post = (path: string, body?: object, headers?: Record<string, string>): Promise<Answer> =>
    sandbox.request('POST', path, { body, headers });

  const get = (path: string, headers?: Record<string, string>): Promise<Answer> =>
    sandbox.request('GET', path, { headers });
  const pathOf = (operation: { metadata: { name: string } }): string =>
    `${NAMESPACE}/operations/${operation.metadata.name}`;
  const namesIn = ({ body }: Answer): string[] =>
    body.items.map(({ metadata }: { metadata: { name: string } }) => metadata.name);

  /** Asked for, and seen by the loop: it waits for as long as the tests take. */
  const waiting = async (replicas: number, changes: object = {}): Promise<Answer['body']> => {
    const { status, body } = await post(OPERATIONS, scaling(replicas, { notBefore: LATER, ...changes }));
    expect(status).toBe(202);
    await eventually(
      () => get(pathOf(body)),
      (answer) => answer.body.status?.phase === 'Queued',
    );
    return body;
  };

  const cancelled = async (operation: Answer['body']): Promise<Answer> =>
    post(`${pathOf(operation)}/cancel`, undefined, { prefer: 'wait=30' });

  it('carries one out, says who asked, and tells its story', async () => {
    const asked = await post(OPERATIONS, scaling(4), { prefer: 'wait=60' });
    expect(asked.status).toBe(200);
    expect(asked.headers.get('preference-applied')).toBe('wait=60');
    expect(asked.body.status).toMatchObject({
      phase: 'Succeeded',
      applied: [{ path: '/spec/clusterSize', value: 4 }],
      requestedBy: { subject: expect.any(String), via: 'REST', verified: true },
    });
    expect((await get(CLUSTER)).body.spec.clusterSize).toBe(4);

    const log = await get(`${pathOf(asked.body)}/log`);
    expect(log.body).toMatchObject({ missed: 0, after: log.body.items.length });
    const rest = await get(`${pathOf(asked.body)}/log?after=1`);
    expect(rest.body.items).toEqual(log.body.items.slice(1));
  });

  it('says where to look, before anything has happened', async () => {
    const { status, headers, body } = await post(OPERATIONS, scaling(5, { notBefore: LATER }));
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(pathOf(body));
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const found = await get(pathOf(body));
    expect(found.body.spec).toMatchObject({ clusterRef: { name: 'orders' }, horizontalScaling: { replicas: 5 } });
    const etag = found.headers.get('etag')!;
    expect(etag).toMatch(/^"[0-9a-f]{16}\.\d+"$/);
    expect((await cancelled(body)).body.status.phase).toBe('Cancelled');
  });

  it('judges and plans in a dry run, and does nothing', async () => {
    const { status, body } = await post(`${OPERATIONS}?dryRun=true`, scaling(6));
    expect(status).toBe(200);
    expect(body.plan).toEqual({
      changes: [{ path: '/spec/clusterSize', previous: 4, applied: 6 }],
      steps: [
        { name: 'JoinMember', target: 'orders-5' },
        { name: 'JoinMember', target: 'orders-6' },
      ],
      restarts: [],
      disruption: 'None',
      warnings: [],
    });
    expect((await get(pathOf(body))).status).toBe(404);
  });

  it('takes a repeated request for the one that it repeats', async () => {
    const key = { 'idempotency-key': 'deploy-4711' };
    const body = scaling(7, { notBefore: LATER });
    const first = await post(OPERATIONS, body, key);
    const again = await post(OPERATIONS, body, key);
    expect([first.status, again.status]).toEqual([202, 202]);
    expect(again.body.metadata.uid).toBe(first.body.metadata.uid);
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true']);
    const other = await post(OPERATIONS, scaling(8), key);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    await cancelled(first.body);
    expect((await post(OPERATIONS, body, key)).body.metadata.uid).toBe(first.body.metadata.uid);
  });

  it('makes one of many that come at once under one key', async () => {
    const body = scaling(9, { notBefore: LATER });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => post(OPERATIONS, body, { 'idempotency-key': 'at-once' })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(202));
    expect(new Set(answers.map((answer) => answer.body.metadata.uid)).size).toBe(1);
    await cancelled(answers[0]!.body);
  });

  it('leads from a repeated wish to the operation that has it', async () => {
    const first = await waiting(10);
    const twin = await post(OPERATIONS, scaling(10));
    expect([twin.status, twin.body.code, twin.body.related]).toEqual([409, 'operation_in_progress', pathOf(first)]);
    await cancelled(first);
  });

  it('lists the newest first, by pages, and finds by cluster, type, phase, time and user', async () => {
    const older = await waiting(11);
    const newer = await waiting(12);
    const first = await get(`${OPERATIONS}?limit=1&phase=Queued&total=true`);
    const second = await get(`${OPERATIONS}?limit=1&phase=Queued&cursor=${first.body.page.nextCursor}`);
    const both = [newer, older].map(({ metadata }) => metadata.name).sort();
    expect([...namesIn(first), ...namesIn(second)].sort()).toEqual(both);
    expect(first.body.page.total).toBe(2);
    expect(second.body.page.nextCursor).toBeUndefined();

    const all = `${NAMESPACE}/operations?phase=Queued`;
    const created = older.metadata.creationTimestamp;
    const { subject } = older.status.requestedBy;
    const found = async (filter: string): Promise<number> => namesIn(await get(`${all}&${filter}`)).length;
    expect(await found(`cluster=orders&type=HorizontalScaling,Stop&requestedBy=${subject}`)).toBe(2);
    expect(await found('type=Stop')).toBe(0);
    expect(await found('cluster=other')).toBe(0);
    expect(await found('requestedBy=nobody')).toBe(0);
    expect(await found(`createdBefore=${created}`)).toBe(0);
    expect(await found('createdAfter=2000-01-01T00:00:00Z')).toBe(2);
    expect(namesIn(await get('/api/v1/operations?phase=Queued'))).toHaveLength(2);
    for (const operation of [older, newer]) await cancelled(operation);
  });

  it('calls off what waits, once, and asks for the same again', async () => {
    const operation = await waiting(13, { reason: 'Black Friday' });
    const early = await post(`${pathOf(operation)}/retry`);
    expect([early.status, early.body.code]).toEqual([409, 'not_ended']);
    expect((await cancelled(operation)).body.status).toMatchObject({ phase: 'Cancelled', reason: 'UserCancelled' });
    const late = await cancelled(operation);
    expect([late.status, late.body.code]).toEqual([409, 'already_ended']);

    const retried = await post(`${pathOf(operation)}/retry?dryRun=true`);
    expect(retried.status).toBe(200);
    expect(retried.body.spec).toMatchObject({
      horizontalScaling: { replicas: 13 },
      reason: 'Black Friday',
      retryOf: operation.metadata.name,
      cancel: false,
    });
    expect(retried.body.spec.notBefore).toBeUndefined();
    expect((await sandbox.request('DELETE', pathOf(operation))).status).toBe(204);
    expect((await get(pathOf(operation))).status).toBe(404);
  });

  it('answers 202 when the wait was too short', async () => {
    const operation = await waiting(14);
    const { status, headers } = await get(pathOf(operation), { prefer: 'wait=1' });
    expect([status, headers.get('preference-applied')]).toEqual([202, 'wait=1']);
    await cancelled(operation);
  });

  it('lets in no more than twenty', async () => {
    const asked = await Promise.all(Array.from({ length: 20 }, (_, i) => waiting(20 + i)));
    const refused = await post(OPERATIONS, scaling(50));
    expect([refused.status, refused.body.code]).toEqual([409, 'queue_full']);
    await Promise.all(asked.map(cancelled));
  });

  it('refuses to change what a delivery tool owns, and says what to commit', async () => {
    const metadata = { name: 'delivered', namespace: 'default' };
    const spec = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
    const cluster = { apiVersion: 'dbaas.io/v1alpha1', kind: 'DatabaseCluster', metadata, spec };
    const client = connect(sandbox.cluster.kubeConfigFor('argocd'), { userAgent: 'argocd' });
    await client.apply(DATABASE_CLUSTER, cluster, { fieldManager: 'argocd-controller' });
    await client.close();
    await eventually(
      () => get(`${NAMESPACE}/clusters/delivered`),
      ({ body }) => body.status?.phase === 'Running',
    );
    const { status, body } = await post(`${NAMESPACE}/clusters/delivered/operations`, scaling(3));
    expect([status, body.code]).toEqual([409, 'field_managed_elsewhere']);
    expect(body.detail).toContain('"argocd-controller"');
    expect(body.detail).toContain('{"spec":{"clusterSize":3}}');
  });

  it('says what can be done now, with a reason for each no', async () => {
    const { body } = await get(`${CLUSTER}/capabilities`);
    const byType = new Map<string, Answer['body']>(body.items.map((item: { type: string }) => [item.type, item]));
    expect(byType.get('Start')).toMatchObject({ available: false, reason: expect.stringContaining('already') });
    expect(byType.get('Stop')).toMatchObject({ available: true, disruption: 'Downtime' });
    expect(byType.get('HorizontalScaling').parameters.properties.replicas).toMatchObject({ type: 'integer' });
    expect(byType.get('Custom').customOperations).toEqual(expect.any(Array));
  });

  describe('bad input', () => {
    const REPLICAS = { horizontalScaling: { replicas: 5 } };

    it.each([
      { what: 'no specification', body: {}, pointers: ['/spec'] },
      { what: 'no type', body: { spec: REPLICAS }, pointers: ['/spec/type'] },
      { what: 'an unknown type', body: { spec: { type: 'Explode' } }, pointers: ['/spec/type'] },
      { what: 'no parameters', body: { spec: { type: 'HorizontalScaling' } }, pointers: ['/spec/horizontalScaling'] },
      {
        what: "two types' parameters",
        body: { spec: { type: 'HorizontalScaling', ...REPLICAS, upgrade: { version: '18' } } },
        pointers: ['/spec/upgrade'],
      },
      { what: 'too many members', body: scaling(1000), pointers: ['/spec/horizontalScaling/replicas'] },
      { what: 'what nobody knows', body: scaling(5, { colour: 'red' }), pointers: ['/spec/colour'] },
      {
        what: 'another cluster than the address names',
        body: scaling(5, { clusterRef: { name: 'billing' } }),
        pointers: ['/spec/clusterRef'],
      },
      { what: 'a specification that is text', body: { spec: 'please' }, pointers: ['/spec'] },
      {
        what: 'a name that is none',
        body: { metadata: { name: '../x' }, ...scaling(5) },
        pointers: ['/metadata/name'],
      },
    ])('names $what', async ({ body, pointers }) => {
      const refused = await post(OPERATIONS, body);
      expect([refused.status, refused.body.code]).toEqual([422, 'invalid_spec']);
      expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    });

    it('names a cluster that is not there by its place in the body, or in the address', async () => {
      const inBody = await post(`${NAMESPACE}/operations`, scaling(5, { clusterRef: { name: 'nobody' } }));
      expect(inBody.body.errors).toMatchObject([{ pointer: '/spec/clusterRef/name', code: 'not_found' }]);
      expect((await post(`${NAMESPACE}/clusters/nobody/operations`, scaling(5))).status).toBe(404);
      expect((await get(`${NAMESPACE}/clusters/nobody/operations`)).status).toBe(404);
    });

    it.each([
      `${OPERATIONS}?cluster=orders`,
      `${NAMESPACE}/operations?type=Explode`,
      `${NAMESPACE}/operations?createdAfter=yesterday`,
      `${NAMESPACE}/operations?cursor=nonsense`,
    ])('refuses %s', async (path) => {
      const { status, body } = await get(path);
      expect([status, body.code]).toEqual([400, 'malformed_request']);
    });

    it('refuses an idempotency key that is too long', async () => {
      const { status, body } = await post(OPERATIONS, scaling(5), { 'idempotency-key': 'x'.repeat(129) });
      expect([status, body.errors[0].pointer]).toEqual([400, 'Idempotency-Key']);
    });

    it('knows nothing of operations that are not there', async () => {
      const absent = `${NAMESPACE}/operations/nobody`;
      const answers = await Promise.all([
        get(absent),
        get(`${absent}/log`),
        post(`${absent}/cancel`),
        post(`${absent}/retry`),
        sandbox.request('DELETE', absent),
      ]);
      expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(404));
    });
  });
});
