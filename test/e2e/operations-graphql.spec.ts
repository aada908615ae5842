import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const LATER = '2999-01-01T00:00:00Z';
const KEY = { namespace: 'default', name: 'orders' };
const PAYLOAD = `operation { id metadata { name } spec { type retryOf } status { phase requestedBy { via verified } }
  parameters { __typename ... on HorizontalScaling { replicas } ... on Reconfiguring { set { name value } } } }
  problems { code message path related }`;
const PLAN = 'plan { changes { path previous applied } steps { name target } disruption restarts warnings }';
const SCALE = `mutation ($input: ScaleClusterHorizontallyInput!) { scaleClusterHorizontally(input: $input) { ${PAYLOAD} ${PLAN} } }`;
const CANCEL = `mutation ($input: CancelOperationInput!) { cancelOperation(input: $input) { ${PAYLOAD} } }`;
const RETRY = `mutation ($input: RetryOperationInput!) { retryOperation(input: $input) { ${PAYLOAD} ${PLAN} } }`;
const CHANGED = `subscription ($name: String!) { operationChanged(namespace: "default", name: $name) {
  status { phase progress } } }`;
const LOG = `subscription ($name: String!, $after: Int) { operationLog(namespace: "default", name: $name, afterSeq: $after) {
  seq code message } }`;

describe('operations over GraphQL', () => {
  let sandbox: SandboxApp;
  let client: Client;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    client = createClient({
      url: `${sandbox.url.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${sandbox.token}` },
      webSocketImpl: WebSocket,
    });
    const spec = { engine: 'postgresql', version: '17', clusterSize: 3, storage: { size: '10Gi' } };
    const body = { metadata: { name: 'orders' }, spec };
    await sandbox.request('POST', '/api/v1/namespaces/default/clusters', { body });
    await eventually(
      () => sandbox.request('GET', '/api/v1/namespaces/default/clusters/orders'),
      (answer) => answer.body.status?.phase === 'Running',
    );
  });

  afterAll(async () => {
    await client.dispose();
    await sandbox.stop();
  });

  const query = async (text: string, variables?: object): Promise<Answer['body']> => {
    const { body } = await sandbox.request('POST', '/graphql', { body: { query: text, variables } });
    expect(body.errors).toBeUndefined();
    return body.data;
  };

  const write = async (text: string, input: object): Promise<Answer['body']> =>
    Object.values((await query(text, { input: { ...KEY, ...input } })) as object)[0];

  const waiting = (replicas: number): Promise<Answer['body']> =>
    write(SCALE, { horizontalScaling: { replicas }, notBefore: LATER });

  const collect = async <T>(text: string, variables: Record<string, unknown>): Promise<T[]> => {
    const seen: T[] = [];
    for await (const { data } of client.iterate<Record<string, T>>({ query: text, variables })) {
      seen.push(Object.values(data!)[0] as T);
    }
    return seen;
  };

  it('asks for one, shows how it gets on until it has ended, and tells its story', async () => {
    const asked = await write(SCALE, { horizontalScaling: { replicas: 4 } });
    expect(asked).toMatchObject({
      operation: {
        spec: { type: 'HORIZONTAL_SCALING' },
        status: { requestedBy: { via: 'GRAPH_QL', verified: true } },
        parameters: { __typename: 'HorizontalScaling', replicas: 4 },
      },
      plan: { changes: [{ path: '/spec/clusterSize', previous: 3, applied: 4 }], disruption: 'NONE' },
      problems: [],
    });
    const { name } = asked.operation.metadata;
    const states = await collect<{ status: { phase: string } }>(CHANGED, { name });
    expect(states.at(-1)).toMatchObject({ status: { phase: 'SUCCEEDED', progress: '1/1' } });

    const lines = await collect<{ seq: number }>(LOG, { name });
    expect(lines.map(({ seq }) => seq)).toEqual(lines.map((_, index) => index + 1));
    expect(await collect(LOG, { name, after: 1 })).toEqual(lines.slice(1));
  });

  it('shows a cluster with its operations and with what can be done to it', async () => {
    const { operation } = await waiting(7);
    const { cluster } = await query(`{ cluster(namespace: "default", name: "orders") {
      operations(first: 1, filter: {type: [HORIZONTAL_SCALING], phase: [PENDING, QUEUED]}) {
        totalCount edges { cursor node { metadata { name } cluster { metadata { name } } } } pageInfo { hasNextPage } }
      capabilities { type available reason disruption parameters customOperations { name } } } }`);
    expect(cluster.operations).toEqual({
      totalCount: 1,
      edges: [
        {
          cursor: expect.any(String),
          node: { metadata: operation.metadata, cluster: { metadata: { name: 'orders' } } },
        },
      ],
      pageInfo: { hasNextPage: false },
    });
    expect(cluster.capabilities).toContainEqual(
      expect.objectContaining({ type: 'STOP', available: true, reason: null, disruption: 'DOWNTIME' }),
    );
    await write(CANCEL, operation.metadata);
  });

  it('finds it by id, by name and in lists', async () => {
    const { operation } = await waiting(8);
    const { name } = operation.metadata;
    const found = await query(
      `query ($id: ID!, $name: String!) { node(id: $id) { __typename id }
        operation(namespace: "default", name: $name) { id }
        operations(namespace: "default", filter: {name: [$name], cluster: ["orders"]}) { edges { node { id } } } }`,
      { id: operation.id, name },
    );
    expect(found).toEqual({
      node: { __typename: 'OpsRequest', id: operation.id },
      operation: { id: operation.id },
      operations: { edges: [{ node: { id: operation.id } }] },
    });
    await write(CANCEL, operation.metadata);
  });

  it('says what is wrong where it stands in the input, and what is in the way', async () => {
    const wrong = await write(SCALE, { horizontalScaling: { replicas: 1000 } });
    expect(wrong).toMatchObject({ operation: null, plan: null });
    expect(wrong.problems).toMatchObject([{ code: 'invalid', path: ['input', 'horizontalScaling', 'replicas'] }]);

    const { operation } = await waiting(9);
    const twin = await waiting(9);
    expect(twin.problems).toMatchObject([{ code: 'operation_in_progress', related: operation.id }]);
    await write(CANCEL, operation.metadata);
  });

  it('calls off, and asks again', async () => {
    const { operation } = await waiting(10);
    expect((await write(CANCEL, operation.metadata)).problems).toEqual([]);
    await collect(CHANGED, { name: operation.metadata.name });
    expect((await write(CANCEL, operation.metadata)).problems).toMatchObject([{ code: 'already_ended' }]);
    const retried = await write(RETRY, { ...operation.metadata, dryRun: true });
    expect(retried.operation.spec.retryOf).toBe(operation.metadata.name);
    expect(retried.plan.changes).toMatchObject([{ path: '/spec/clusterSize', applied: 10 }]);
    const gone =
      'mutation ($input: DeleteOperationInput!) { deleteOperation(input: $input) { operation { id } problems { code } } }';
    expect(await write(gone, operation.metadata)).toEqual({ operation: null, problems: [] });
  });

  it.each([
    ['startCluster', '', 'START', undefined],
    ['stopCluster', '', 'STOP', undefined],
    ['restartCluster', 'restart: {members: ["orders-2"]}', 'RESTART', 'Restart'],
    ['restartCluster', '', 'RESTART', undefined],
    ['scaleClusterVertically', 'verticalScaling: {resources: {cpu: "2"}}', 'VERTICAL_SCALING', 'VerticalScaling'],
    ['expandClusterVolumes', 'volumeExpansion: {size: "20Gi"}', 'VOLUME_EXPANSION', 'VolumeExpansion'],
    [
      'reconfigureCluster',
      'reconfiguring: {set: [{name: "work_mem", value: "16MB"}]}',
      'RECONFIGURING',
      'Reconfiguring',
    ],
    ['upgradeCluster', 'upgrade: {version: "18"}', 'UPGRADE', 'Upgrade'],
    ['switchoverCluster', 'switchover: {candidate: "orders-2"}', 'SWITCHOVER', 'Switchover'],
    ['rebuildClusterInstance', 'rebuildInstance: {member: "orders-2"}', 'REBUILD_INSTANCE', 'RebuildInstance'],
    ['exposeCluster', 'expose: {type: NODE_PORT}', 'EXPOSE', 'ExposeSpec'],
    ['runCustomOperation', 'custom: {name: "reload"}', 'CUSTOM', 'CustomOperationRequest'],
  ])('%s takes { %s }', async (mutation, parameters, type, shape) => {
    const data =
      await query(`mutation { ${mutation}(input: {namespace: "default", name: "orders", dryRun: true ${parameters}}) {
      operation { spec { type } parameters { __typename } } problems { code message path } } }`);
    const operation = { spec: { type }, parameters: shape ? { __typename: shape } : null };
    expect(data[mutation]).toEqual({ operation, problems: [] });
  });
});
