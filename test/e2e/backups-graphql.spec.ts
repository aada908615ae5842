import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { DATABASE_BACKUP } from '../../src/resources/database-backup/index.js';
import { S3_KEYS, S3Store } from '../doubles/object-stores/s3-store.js';
import { eventually } from '../harness/eventually.js';
import { APPLICATION_USER } from '../harness/application-identity.js';
import { RequestCounter } from '../integration/clusters/request-counter.js';
import { SandboxApp, startAnyCluster, type Answer } from '../harness/sandbox-app.js';
import { PastBackups } from './past-backups.js';

const LATER = '2999-01-01T00:00:00Z';
const CREATE = `mutation ($input: CreateBackupInput!) { createBackup(input: $input) {
  backup { id metadata { name } spec { clusterRef { name } type } cluster { metadata { name } } } problems { code path message related } } }`;
const DELETE = `mutation ($input: DeleteBackupInput!) { deleteBackup(input: $input) {
  backup { metadata { name } } problems { code message related } } }`;
const CHANGED = `subscription ($name: String, $filter: BackupFilter) {
  backupChanged(namespace: "past", name: $name, filter: $filter) { metadata { name } status { phase } } }`;

describe('backups over GraphQL', () => {
  let sandbox: SandboxApp;
  let store: S3Store;
  let client: HttpKubeClient;
  let socket: Client;

  beforeAll(async () => {
    store = await S3Store.start();
    const cluster = await startAnyCluster();
    client = connect(cluster.kubeConfigFor('system:admin', ['system:masters']), { userAgent: 'tests' });
    const past = await PastBackups.begin(client, 'past');
    await past.cluster('orders');
    await past.cluster('filling', { dataSource: { backupRef: { name: 'orders-1' } } });
    for (const day of [1, 2, 3]) await past.succeeded(`orders-${day}`, `2026-01-0${day}T12:00:00Z`, { day: `d${day}` });
    sandbox = await SandboxApp.over(cluster, { env: { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' } });
    await sandbox.offersEngines();
    socket = createClient({
      url: `${sandbox.url.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${sandbox.token}` },
      webSocketImpl: WebSocket,
    });
    await aClusterWithBackups();
  });

  afterAll(async () => {
    await socket.dispose();
    await client.close();
    await sandbox.stop();
    await store.stop();
  });

  const aClusterWithBackups = async (): Promise<void> => {
    const place = '/api/v1/namespaces/default';
    const bucket = { type: 'S3', bucket: 'backups', endpoint: store.url, forcePathStyle: true };
    const storage = { metadata: { name: 'main' }, spec: bucket, credentials: S3_KEYS };
    await sandbox.request('POST', `${place}/backup-storages`, { body: storage });
    await eventually(
      () => sandbox.request('GET', `${place}/backup-storages/main`),
      ({ body }) => body.status?.conditions?.[0]?.reason === 'Probed',
    );
    const spec = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
    const orders = { metadata: { name: 'orders' }, spec: { ...spec, backup: { storageRef: { name: 'main' } } } };
    expect((await sandbox.request('POST', `${place}/clusters`, { body: orders })).status).toBe(201);
  };

  const raw = (query: string, variables?: object): Promise<Answer> =>
    sandbox.request('POST', '/graphql', { body: { query, variables } });

  const query = async (text: string, variables?: object): Promise<Answer['body']> => {
    const { body } = await raw(text, variables);
    expect(body.errors).toBeUndefined();
    return body.data;
  };

  const write = async (text: string, input: object): Promise<Answer['body']> =>
    Object.values((await query(text, { input })) as object)[0];

  it('are asked for once for each key, found by id, and let go', async () => {
    const input = { namespace: 'default', spec: { clusterRef: { name: 'orders' } }, idempotencyKey: 'k' };
    const first = await write(CREATE, input);
    expect(first).toMatchObject({
      backup: { spec: { clusterRef: { name: 'orders' }, type: 'FULL' }, cluster: { metadata: { name: 'orders' } } },
      problems: [],
    });
    const { id, metadata } = first.backup;
    expect((await write(CREATE, input)).backup.id).toBe(id);
    const found = await query(
      `query ($id: ID!, $name: String!) { node(id: $id) { __typename id } backup(namespace: "default", name: $name) { id } }`,
      { id, name: metadata.name },
    );
    expect(found).toEqual({ node: { __typename: 'DatabaseBackup', id }, backup: { id } });
    const gone = await write(DELETE, { namespace: 'default', name: metadata.name });
    expect(gone.problems).toEqual([]);
  });

  it('are not let go under what is made of them', async () => {
    const refused = await write(DELETE, { namespace: 'past', name: 'orders-1' });
    expect(refused).toMatchObject({ backup: null, problems: [{ code: 'in_use', related: expect.any(String) }] });
    const { node } = await query(
      `query ($id: ID!) { node(id: $id) { ... on DatabaseCluster { metadata { name } } } }`,
      {
        id: refused.problems[0].related,
      },
    );
    expect(node).toEqual({ metadata: { name: 'filling' } });
  });

  it.each([
    {
      what: 'a cluster that is not there',
      spec: { clusterRef: { name: 'nobody' } },
      path: ['spec', 'clusterRef', 'name'],
    },
    {
      what: 'another storage',
      spec: { clusterRef: { name: 'orders' }, storageRef: { name: 'other' } },
      path: ['spec', 'storageRef', 'name'],
    },
    {
      what: 'a path that climbs out',
      spec: { clusterRef: { name: 'orders' }, storageRef: { name: 'main' }, existing: { path: 'a/../b' } },
      path: ['spec', 'existing', 'path'],
    },
  ])('are refused with $what, where it stands in the input', async ({ spec, path }) => {
    const refused = await write(CREATE, { namespace: 'default', spec, dryRun: true });
    expect(refused).toMatchObject({ backup: null, problems: [{ path: ['input', ...path] }] });
  });

  it('are listed in any order, by pages, with a total that is counted when asked for', async () => {
    const list = `query ($after: String, $sort: [BackupSort!]) { backups(namespace: "past", first: 2, after: $after, sort: $sort) {
      totalCount edges { node { metadata { name } } } pageInfo { hasNextPage endCursor } } }`;
    const first = (await query(list, { sort: ['NAME_ASC'] })).backups;
    expect(first.totalCount).toBe(3);
    const { endCursor } = first.pageInfo;
    const second = (await query(list, { sort: ['NAME_ASC'], after: endCursor })).backups;
    const names = [...first.edges, ...second.edges].map(({ node }: Answer['body']) => node.metadata.name);
    expect(names).toEqual(['orders-1', 'orders-2', 'orders-3']);
    expect(second.pageInfo.hasNextPage).toBe(false);
    const { body } = await raw(list, { sort: ['CREATION_TIMESTAMP_ASC'], after: endCursor });
    expect(body.errors[0].extensions).toMatchObject({ code: 'malformed_request' });
  });

  it.each<{ filter: object; expected: string[] }>([
    { filter: { phase: ['FAILED'] }, expected: [] },
    {
      filter: { cluster: ['orders'], origin: ['SCHEDULED'], storage: ['cold'], q: 'orders-' },
      expected: ['1', '2', '3'],
    },
    { filter: { labelSelector: 'day in (d1, d3)' }, expected: ['1', '3'] },
    { filter: { name: ['orders-2'], createdAfter: '2001-01-01T00:00:00Z' }, expected: ['2'] },
  ])('are found by $filter', async ({ filter, expected }) => {
    const list = `query ($filter: BackupFilter) { backups(namespace: "past", filter: $filter, sort: [NAME_ASC]) {
      edges { node { metadata { name } } } } }`;
    const { backups } = await query(list, { filter });
    const names = backups.edges.map(({ node }: Answer['body']) => node.metadata.name);
    expect(names).toEqual(expected.map((day) => `orders-${day}`));
  });

  it('stand with their clusters, with what one can go back to, and cost no request each', async () => {
    const text = `{ clusters(namespace: "past") { edges { node { metadata { name }
      backups(first: 1, filter: {phase: [SUCCEEDED]}) { totalCount edges { node { storage { metadata { name } } } } }
      recoveryWindow { earliest latest gaps { from to } basedOn { metadata { name } } } } } } }`;
    const { clusters } = await query(text);
    const counter = new RequestCounter(sandbox.cluster, APPLICATION_USER);
    await query(text);
    counter.stop();
    const asked = counter.all.filter(
      ({ verb, resource }) => ['get', 'list'].includes(verb) && resource.includes('dbaas.io'),
    );
    expect(asked).toEqual([]);
    const [filling, orders] = clusters.edges.map(({ node }: Answer['body']) => node);
    expect(filling).toMatchObject({ backups: { totalCount: 0 }, recoveryWindow: null });
    expect(orders.backups).toEqual({ totalCount: 3, edges: [{ node: { storage: { metadata: { name: 'cold' } } } }] });
    expect(orders.recoveryWindow).toMatchObject({
      earliest: '2026-01-01T12:00:00Z',
      latest: '2026-01-03T12:00:00Z',
      basedOn: [1, 2, 3].map((day) => ({ metadata: { name: `orders-${day}` } })),
    });
  });

  it('are told as they change, and of one until it is gone', async () => {
    const seen: string[] = [];
    const stream = socket.iterate<{ backupChanged: Answer['body'] }>({
      query: CHANGED,
      variables: { name: 'orders-3' },
    });
    const key = { namespace: 'past', name: 'orders-3' };
    for await (const { data } of stream) {
      seen.push(data!.backupChanged.status.phase);
      if (seen.length === 1) await client.delete(DATABASE_BACKUP, key);
    }
    expect(seen[0]).toBe('SUCCEEDED');
    expect(new Set(seen)).toEqual(new Set(['SUCCEEDED']));
  });

  describe('as operations', () => {
    const PAYLOAD = 'operation { metadata { name } spec { type } parameters { __typename } } problems { code path }';

    it('are taken', async () => {
      const text = `mutation ($input: BackupClusterInput!) { backupCluster(input: $input) { ${PAYLOAD} plan { steps { name target } } } }`;
      const input = { namespace: 'default', name: 'orders', backup: { name: 'by-operation' }, notBefore: LATER };
      const { operation, plan, problems } = await write(text, { ...input, dryRun: true });
      expect(problems).toEqual([]);
      expect(operation).toMatchObject({ spec: { type: 'BACKUP' }, parameters: { __typename: 'BackupRequest' } });
      expect(plan.steps).toEqual([{ name: 'TakeBackup', target: 'by-operation' }]);
    });

    it('are brought back, and refused where they are not there', async () => {
      const text = `mutation ($input: RestoreClusterInput!) { restoreCluster(input: $input) { ${PAYLOAD} } }`;
      const restore = { backupRef: { name: 'nobody' }, safetyBackup: true };
      const refused = await write(text, { namespace: 'default', name: 'orders', restore });
      expect(refused).toMatchObject({
        operation: null,
        problems: [{ path: ['input', 'restore', 'backupRef', 'name'] }],
      });
    });
  });
});
