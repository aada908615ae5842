import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { EVENT, NAMESPACE, RESOURCE_QUOTA, type ResourceType, type UntypedObject } from '../../src/kube/meta/index.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const RBAC = 'rbac.authorization.k8s.io';
const rbac = (kind: string, plural: string): ResourceType => ({
  group: RBAC,
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});

const OURS = 'red';
/** Where nothing is yet. */
const EMPTY = 'red-next';
const THEIRS = 'blue';
const CLUSTER = `/api/v1/namespaces/${OURS}/clusters/orders`;
const AT_CLUSTER = `(namespace: "${OURS}", name: "orders")`;

describe('what a portal asks before it shows a page', () => {
  let sandbox: SandboxApp;
  let client: HttpKubeClient;
  let token: string;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    client = connect(sandbox.cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    token = sandbox.cluster.kubeConfigFor('ann', ['system:authenticated', 'red']).getCurrentUser()!.token!;
    for (const name of [OURS, EMPTY, THEIRS]) {
      await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
      if (name !== THEIRS) await grant(name);
    }
    const spec = {
      engine: 'postgresql',
      version: '17',
      clusterSize: 1,
      storage: { size: '1Gi' },
      config: [{ name: 'max_connections', value: '200' }],
    };
    await sandbox.request('POST', `/api/v1/namespaces/${OURS}/clusters`, {
      body: { metadata: { name: 'orders' }, spec },
    });
    await eventually(
      () => sandbox.request('GET', CLUSTER),
      ({ body }) => body.status?.phase === 'Running',
    );
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
  });

  /** What operators of databases have, in one namespace. */
  const grant = async (namespace: string): Promise<void> => {
    const metadata = { name: 'red', namespace };
    const subjects = [{ apiGroup: RBAC, kind: 'Group', name: 'red' }];
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: 'dbaas-operator-operator' };
    const binding = { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', metadata, subjects, roleRef };
    await client.create<UntypedObject>(rbac('RoleBinding', 'rolebindings'), binding);
  };

  const get = (path: string, asker = token): Promise<Answer> => sandbox.request('GET', path, { token: asker });

  const query = async (document: string, asker = token): Promise<Answer['body']> =>
    (await sandbox.request('POST', '/graphql', { body: { query: `{ ${document} }` }, token: asker })).body;

  const meta = (name: string, namespace = OURS): { name: string; namespace: string } => ({ name, namespace });

  it.each([
    {
      what: 'who the caller is',
      path: '/api/v1/me',
      document: 'viewer { name groups tokenExpiresAt }',
      told: { name: 'ann', groups: expect.arrayContaining(['red', 'system:authenticated']) },
    },
    {
      what: 'what they may do in a namespace',
      path: `/api/v1/me/permissions?namespace=${OURS}`,
      document: `viewer { items: permissions(namespace: "${OURS}") { resource verbs } }`,
      told: {
        items: expect.arrayContaining([
          { resource: 'databaseclusters', verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'] },
          { resource: 'databaseclusters/credentials', verbs: [] },
          { resource: 'databaseclusters/events', verbs: ['get'] },
          { resource: 'backupstorages', verbs: ['get', 'list', 'watch'] },
          { resource: 'databaseengines', verbs: [] },
        ]),
      },
    },
    {
      what: 'where they may do anything',
      path: '/api/v1/namespaces',
      document: 'namespaces { edges { node { name terminating } } truncated }',
      told: {
        items: [
          { name: OURS, terminating: false },
          { name: EMPTY, terminating: false },
        ],
        truncated: false,
      },
    },
    {
      what: 'what runs here, but for engines that they may not list',
      path: '/api/v1/version',
      document: 'version { version kubernetes apiVersions resourceVersions engines { name } }',
      told: {
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        kubernetes: expect.stringMatching(/^v1\./),
        apiVersions: ['v1'],
        resourceVersions: ['dbaas.io/v1alpha1'],
      },
    },
    {
      what: 'the settings of a cluster',
      path: `${CLUSTER}/config`,
      document: `clusterConfig${AT_CLUSTER} { items { name desired default inEffect pendingRestart restart } reason }`,
      told: {
        items: expect.arrayContaining([
          { name: 'max_connections', desired: '200', default: '100', restart: true },
          expect.objectContaining({ name: 'work_mem' }),
        ]),
        reason: expect.stringContaining('no operator'),
      },
    },
    {
      what: 'the members of a cluster',
      path: `${CLUSTER}/members`,
      document: `cluster${AT_CLUSTER} { status { items: members { name ready version } } }`,
      told: { items: [{ name: 'orders-1', ready: true, version: '17.6' }] },
    },
  ])('is told by both doors alike: $what', async ({ path, document, told }) => {
    const [rest, graphQl] = await Promise.all([get(path), query(document)]);
    const shown = withoutNulls(insideOf(graphQl.data));
    expect([graphQl.errors, shown]).toEqual([undefined, told]);
    expect(withoutNulls(rest.body)).toMatchObject(shown as object);
  });

  it('has no namespaces but theirs, page by page', async () => {
    const first = (await get('/api/v1/namespaces?limit=1')).body;
    expect(first.items).toEqual([{ name: OURS, terminating: false }]);
    const second = `/api/v1/namespaces?limit=1&cursor=${first.page.nextCursor}`;
    const { body, headers } = await get(second);
    expect([body.items[0].name, body.page.nextCursor, headers.get('link')]).toEqual([EMPTY, undefined, null]);
    expect((await get('/api/v1/namespaces?q=blue')).body.items).toEqual([]);
    const known = { 'if-none-match': headers.get('etag')! };
    expect((await sandbox.request('GET', second, { token, headers: known })).status).toBe(304);
    const everything = (await get('/api/v1/namespaces', sandbox.token)).body.items;
    expect(everything).toEqual(expect.arrayContaining([{ name: THEIRS, terminating: false }]));
  });

  it('has engines and their operators for who may list them', async () => {
    const { body } = await get('/api/v1/version', sandbox.token);
    const operator = expect.objectContaining({ name: 'cloudnative-pg', installed: true });
    expect(body.engines).toContainEqual({ name: 'postgresql', operator });
    const { data } = await query('version { engines { name operator { name installed version } } }', sandbox.token);
    expect(data.version.engines).toEqual(body.engines);
  });

  it('has of an engine the operations that clusters of it have, by the same declarations', async () => {
    const [ofEngine, ofCluster] = await Promise.all([
      get('/api/v1/engines/postgresql/operations', sandbox.token),
      get(`${CLUSTER}/capabilities`, sandbox.token),
    ]);
    const shapeOf = ({ body }: Answer): object[] =>
      body.items.map(({ type, parameters, customOperations }: object & Record<string, unknown>) => ({
        type,
        parameters,
        customOperations,
      }));
    expect(shapeOf(ofEngine)).toEqual(shapeOf(ofCluster));
    expect(ofEngine.body.items).toContainEqual(
      expect.objectContaining({ type: 'Switchover', available: true, disruption: 'Failover' }),
    );
    const document = 'engine(name: "postgresql") { operations { available reason parameters } }';
    const { data } = await query(document, sandbox.token);
    expect(ofEngine.body.items).toMatchObject(withoutNulls(data.engine.operations) as object[]);
    expect((await get('/api/v1/engines/postgresql/operations')).status).toBe(404);
  });

  it('has quotas for who may list them, 403 for who may not, and 404 where they see nothing', async () => {
    await client.create<UntypedObject>(RESOURCE_QUOTA, {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: meta('compute'),
      spec: { hard: { 'requests.cpu': '20' } },
    });
    const { body } = await get(`/api/v1/namespaces/${OURS}/quota`, sandbox.token);
    const quota = { name: 'compute', scopes: [], resources: [{ resource: 'requests.cpu', limit: '20', used: null }] };
    expect(body.items).toEqual([quota]);
    const selection = '{ name scopes resources { resource limit used } }';
    const { data } = await query(`namespaceQuotas(namespace: "${OURS}") ${selection}`, sandbox.token);
    expect(data.namespaceQuotas).toEqual([quota]);
    const statuses = [OURS, THEIRS].map(async (name) => (await get(`/api/v1/namespaces/${name}/quota`)).status);
    expect(await Promise.all(statuses)).toEqual([403, 404]);
  });

  it('has the events of a cluster and of its parts, the newest first, and those of no other', async () => {
    const tell = (name: string, kind: string, lastTimestamp: string): Promise<unknown> =>
      client.create<UntypedObject>(EVENT, {
        apiVersion: 'v1',
        kind: 'Event',
        metadata: meta(`${name}.${kind.toLowerCase()}`),
        ...{ involvedObject: { apiVersion: 'v1', kind, ...meta(name) }, type: 'Warning', reason: 'BackOff' },
        ...{ message: 'Back-off restarting', count: 3, firstTimestamp: lastTimestamp, lastTimestamp },
      });
    await tell('orders-1', 'Pod', '2999-01-01T00:00:00Z');
    await tell('payments-1', 'Pod', '2999-01-02T00:00:00Z');
    const { body } = await eventually(
      () => get(`${CLUSTER}/events`),
      (answer) => answer.body.items[0]?.reason === 'BackOff',
    );
    expect(body.items[0]).toMatchObject({ count: 3, object: { group: '', kind: 'Pod', name: 'orders-1' } });
    expect(body.items.some(({ object }: { object: { name: string } }) => object.name === 'payments-1')).toBe(false);
    expect(body.truncated).toBe(false);
    const selection = '{ items { time count reason message object { group kind name } } truncated }';
    const { data } = await query(`clusterEvents(namespace: "${OURS}", name: "orders", first: 1) ${selection}`);
    expect(body.items.slice(0, 1)).toMatchObject(data.clusterEvents.items);
    expect((await get(`${CLUSTER}/events?limit=1`)).body.items).toEqual(body.items.slice(0, 1));
    expect((await get(`/api/v1/namespaces/${THEIRS}/clusters/orders/events`)).status).toBe(404);
  });

  it.each(['metrics', 'members/orders-1/logs', 'credentials/app/rotate'])('has no %s yet', async (path) => {
    expect(await get(`${CLUSTER}/${path}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });
});

/** What GraphQL wraps: the answer of the one field, and the nodes of a connection as items. */
function insideOf(data: Answer['body']): unknown {
  const { edges, status, ...rest } = Object.values(data)[0] as Answer['body'];
  if (status) return status;
  return edges ? { items: edges.map(({ node }: { node: unknown }) => node), ...rest } : rest;
}

/** Null in GraphQL is often absence in REST. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return Object.fromEntries(given.map(([name, inner]) => [name, withoutNulls(inner)]));
}
