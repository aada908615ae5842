import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { DatabaseCluster } from '../../src/resources/database-cluster/index.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const CREATE = `mutation ($input: CreateClusterInput!) { createCluster(input: $input) {
  cluster { id etag metadata { namespace name } spec { powerState } engine { spec { displayName } } }
  plan { changes { path after } } problems { code pointer path message allowed } } }`;
const UPDATE = `mutation ($input: UpdateClusterInput!) { updateCluster(input: $input) {
  cluster { etag spec { clusterSize config { name value } } } plan { changes { path before after } }
  problems { code pointer message } } }`;
const DELETE = `mutation ($input: DeleteClusterInput!) { deleteCluster(input: $input) { problems { code } } }`;
const CHANGES = `subscription ($name: String!) { clusterChanged(namespace: "default", name: $name) {
  metadata { name } status { phase readyMembers } } }`;

const aSpec = (changes: object = {}): object => ({
  engine: 'postgresql',
  version: '17',
  clusterSize: 3,
  storage: { size: '10Gi' },
  config: [{ name: 'max_connections', value: '200' }],
  ...changes,
});

interface Change {
  readonly clusterChanged: Pick<DatabaseCluster, 'status'>;
}

describe('clusters over GraphQL', () => {
  let sandbox: SandboxApp;
  let client: Client;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    client = createClient({
      url: `${sandbox.url.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${sandbox.token}` },
      webSocketImpl: WebSocket,
    });
  });

  afterAll(async () => {
    await client.dispose();
    await sandbox.stop();
  });

  const query = async (text: string, variables?: object, token?: string): Promise<Answer> =>
    sandbox.request('POST', '/graphql', { body: { query: text, variables }, token });

  const write = async (text: string, input: object): Promise<Answer['body']> => {
    const { body } = await query(text, { input: { namespace: 'default', ...input } });
    expect(body.errors).toBeUndefined();
    return Object.values(body.data as object)[0];
  };

  it('makes a database, shows its phases as they happen, and ends with its deletion', async () => {
    const changes = client.iterate<Change>({ query: CHANGES, variables: { name: 'orders' } });
    const phases: unknown[] = [];
    const { cluster, problems } = await write(CREATE, { name: 'orders', spec: aSpec() });
    expect(problems).toEqual([]);
    expect(cluster).toMatchObject({ spec: { powerState: 'RUNNING' }, engine: { spec: { displayName: 'PostgreSQL' } } });

    let isDeleted = false;
    for await (const { data } of changes) {
      const phase = data?.clusterChanged.status?.phase;
      if (phase !== phases.at(-1)) phases.push(phase);
      if (phase !== ('RUNNING' as never) || isDeleted) continue;
      isDeleted = true;
      expect((await write(DELETE, { name: 'orders' })).problems).toEqual([]);
    }
    expect(phases).toContain('RUNNING');
    expect(phases.at(-1)).toBe('DELETING');
    const { body } = await query('{ cluster(namespace: "default", name: "orders") { kind } }');
    expect(body).toMatchObject({ data: { cluster: null }, errors: [{ extensions: { code: 'not_found' } }] });
  });

  it('names every problem at once, as REST does, and writes nothing', async () => {
    const spec = aSpec({ clusterSize: 0, version: '9.9', config: [{ name: 'max_connections', value: 'many' }] });
    const { problems, cluster } = await write(CREATE, { name: 'broken', spec });
    expect(cluster).toBeNull();
    const refused = await sandbox.request('POST', '/api/v1/namespaces/default/clusters', {
      body: { metadata: { name: 'broken' }, spec },
    });
    const places = (list: { pointer: string; code: string; message: string }[]): string[][] =>
      list.map(({ pointer, code, message }) => [pointer, code, message]);
    expect(places(problems)).toEqual(places(refused.body.errors));
    expect(problems[0].path).toEqual(['input', 'spec', 'clusterSize']);
  });

  it('edits by merge patch, once for each reading of the tag', async () => {
    const { cluster } = await write(CREATE, { name: 'edited', spec: aSpec() });
    const edit = { name: 'edited', ifMatch: cluster.etag, spec: { clusterSize: 5, config: null } };
    const edited = await write(UPDATE, edit);
    expect(edited).toMatchObject({ cluster: { spec: { clusterSize: 5, config: null } }, problems: [] });
    expect(edited.plan.changes).toContainEqual({ path: '/spec/clusterSize', before: 3, after: 5 });
    expect(await write(UPDATE, edit)).toMatchObject({ cluster: null, problems: [{ code: 'precondition_failed' }] });
    const { body } = await sandbox.request('GET', '/api/v1/namespaces/default/clusters/edited');
    expect(body.spec).toMatchObject({ clusterSize: 5, storage: { size: '10Gi' } });
  });

  it('tells in a dry run what it would do, and does not', async () => {
    const { plan } = await write(CREATE, { name: 'imagined', spec: aSpec(), dryRun: true });
    expect(plan.changes).not.toEqual([]);
    const { body } = await query(
      '{ clusters(namespace: "default", filter: {name: ["imagined"]}) { totalCount edges { node { kind } } } }',
    );
    expect(body.data.clusters).toEqual({ totalCount: 0, edges: [] });
  });

  it('asks for a token, also for introspection', async () => {
    const { status, body } = await query('{ __schema { queryType { name } } }', undefined, '');
    expect(status).toBe(401);
    expect(body.errors[0].extensions.code).toBe('unauthenticated');
  });

  it.each([
    { does: 'a body that is no JSON', body: '{', type: 'application/json', status: 400, code: 'malformed_request' },
    {
      does: 'another type',
      body: 'a: b',
      type: 'application/yaml',
      status: 415,
      code: 'unsupported_media_type',
    },
    {
      does: 'too large a body',
      body: `"${'x'.repeat(2 * 1024 * 1024)}"`,
      type: 'application/json',
      status: 413,
      code: 'payload_too_large',
    },
  ])('refuses $does with a problem document', async ({ body, type, status, code }) => {
    const answer = await sandbox.request('POST', '/graphql', { body, headers: { 'content-type': type } });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body.code).toBe(code);
  });

  it('is not to be cached', async () => {
    const { headers } = await query('{ __typename }');
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
