import { buildSchema } from 'graphql';
import { createClient } from 'graphql-ws';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { AuditRecord } from '../../src/services/audit/audit-record.js';
import { leastMutation } from '../builders/least-mutation.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const NAMESPACE = '/api/v1/namespaces/default';
const ROOT = path.join(import.meta.dirname, '../..');

describe('the audit log', () => {
  let folder: string;
  let file: string;
  let sandbox: SandboxApp;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'audit-'));
    file = path.join(folder, 'audit.jsonl');
    sandbox = await SandboxApp.start({ env: { DBAAS_AUDIT: 'file', DBAAS_AUDIT_FILE: file } });
  });

  afterAll(async () => {
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const recordsOf = async (requestId: string): Promise<AuditRecord[]> =>
    (await readFile(file, 'utf8'))
      .trimEnd()
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as AuditRecord)
      .filter((record) => record.requestId === requestId);

  /** Rejects when there is none for long. */
  const recordOf = async (requestId: string): Promise<AuditRecord> =>
    (
      await eventually(
        () => recordsOf(requestId),
        ({ length }) => length > 0,
        2_000,
      )
    )[0]!;

  const ask = (method: string, address: string, requestId: string, body?: unknown): Promise<{ status: number }> =>
    sandbox.request(method, address, { body, headers: { 'x-request-id': requestId, 'x-forwarded-for': '192.0.2.7' } });

  const cluster = {
    metadata: { name: 'orders', annotations: { 'example.com/api-token': 'hunter2' } },
    spec: { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } },
  };

  it('tells of a write who, what, from where and what changed, without what may be secret; the object names the request', async () => {
    const { body } = await sandbox.request('POST', `${NAMESPACE}/clusters`, {
      body: cluster,
      headers: { 'x-request-id': 'made', 'x-forwarded-for': '192.0.2.7', 'user-agent': 'test' },
    });
    const record = await recordOf('made');
    expect(record).toMatchObject({
      kind: 'Audit',
      via: 'REST',
      address: '127.0.0.1',
      forwardedFor: '192.0.2.7',
      userAgent: 'test',
      verb: 'create',
      resource: 'databaseclusters',
      namespace: 'default',
      name: 'orders',
      uid: body.metadata.uid,
      outcome: 'Succeeded',
    });
    expect(record.groups).toContain('system:masters');
    expect(record.changes).toMatchObject([{ path: '', after: { spec: { clusterSize: 1 } } }]);
    expect(JSON.stringify(record)).not.toContain('hunter2');
    expect(body.metadata.annotations['dbaas.io/request-id']).toBe('made');
  });

  it('tells of a write what it came to when it was refused, or only tried', async () => {
    await ask('POST', `${NAMESPACE}/clusters`, 'again', cluster);
    await ask('PATCH', `${NAMESPACE}/clusters/orders?dryRun=true`, 'tried', { spec: { clusterSize: 3 } });
    expect(await recordOf('again')).toMatchObject({ name: 'orders', outcome: 'Refused', code: 'name_taken' });
    expect(await recordOf('tried')).toMatchObject({
      dryRun: true,
      outcome: 'Succeeded',
      changes: [{ path: '/spec/clusterSize', before: 1, after: 3 }],
    });
  });

  it.each([
    {
      verb: 'patch',
      type: 'application/json-patch+json',
      body: [{ op: 'replace', path: '/spec/clusterSize', value: 3 }],
    },
    { verb: 'apply', type: 'application/apply-patch+yaml', body: { spec: { clusterSize: 3 } } },
  ])('tells of a $type what it changes', async ({ verb, type, body }) => {
    const query = verb === 'apply' ? '&fieldManager=gitops&force=true' : '';
    const headers = { 'x-request-id': `by-${verb}`, 'content-type': type };
    await sandbox.request('PATCH', `${NAMESPACE}/clusters/orders?dryRun=true${query}`, { body, headers });
    const changes = [{ path: '/spec/clusterSize', before: 1, after: 3 }];
    expect(await recordOf(`by-${verb}`)).toMatchObject({ verb, dryRun: true, outcome: 'Succeeded', changes });
  });

  it('tells a request that was sent again from one that was carried out', async () => {
    const send = async (requestId: string): Promise<Answer> => {
      const headers = { 'x-request-id': requestId, 'idempotency-key': 'deploy-4711' };
      return sandbox.request('POST', `${NAMESPACE}/clusters`, {
        body: { ...cluster, metadata: { name: 'once' } },
        headers,
      });
    };
    const [first, again] = [await send('first'), await send('sent-again')];
    expect([first, again].map(({ status, headers }) => [status, headers.get('idempotency-replayed')])).toEqual([
      [201, null],
      [201, 'true'],
    ]);
    expect(again.body.metadata.uid).toBe(first.body.metadata.uid);
    expect(await recordOf('sent-again')).toMatchObject({ name: 'once', outcome: 'Succeeded', replayed: true });
  });

  it('tells nothing of reads, but for credentials', async () => {
    await ask('GET', `${NAMESPACE}/clusters/orders`, 'read');
    await ask('GET', `${NAMESPACE}/clusters/orders/credentials/somebody`, 'credentials');
    expect(await recordOf('credentials')).toMatchObject({
      verb: 'get',
      resource: 'databaseclusters/credentials',
      credentialsOf: 'somebody',
      outcome: 'Refused',
    });
    expect(await recordsOf('read')).toEqual([]);
  });

  it('tells that credentials were given, and not which', async () => {
    const spec = { type: 'S3', bucket: 'b', endpoint: 'http://127.0.0.1:9' };
    const credentials = { accessKeyId: 'AKID', secretAccessKey: 'hunter2' };
    await ask('POST', `${NAMESPACE}/backup-storages`, 'given', { metadata: { name: 'main' }, spec, credentials });
    const record = await recordOf('given');
    expect(record).toMatchObject({ resource: 'backupstorages', name: 'main', credentialsGiven: true });
    expect(JSON.stringify(record)).not.toMatch(/AKID|hunter2/);
  });

  it('tells of who was turned away at the door, by whichever, and bounds it', async () => {
    const knock = (address: string, requestId: string, body: object): Promise<Answer> =>
      sandbox.request('POST', address, { token: 'no-token-of-anybody', body, headers: { 'x-request-id': requestId } });
    expect(await knock(`${NAMESPACE}/clusters?secret=hunter2`, 'knocked', {})).toMatchObject({ status: 401 });
    expect(await knock('/graphql', 'knocked-too', { query: '{ __typename }' })).toMatchObject({ status: 401 });
    expect([await recordOf('knocked'), await recordOf('knocked-too')]).toEqual(
      [
        { requestId: 'knocked', via: 'REST', request: `POST ${NAMESPACE}/clusters` },
        { requestId: 'knocked-too', via: 'GraphQL', request: 'POST /graphql' },
      ].map((origin) => expect.objectContaining({ ...origin, outcome: 'Refused', code: 'unauthenticated' })),
    );
    await Promise.all(Array.from({ length: 40 }, () => knock('/graphql', 'flood', {})));
    expect((await recordsOf('flood')).length).toBeLessThan(30);
  });

  it('misses no write that the REST API documents', async () => {
    const { body } = await sandbox.request('GET', '/api/v1/openapi.json');
    const writes = Object.entries(body.paths as Record<string, object>).flatMap(([address, methods]) =>
      Object.keys(methods)
        .filter((method) => method !== 'get')
        .map((method) => ({ method: method.toUpperCase(), address: address.replaceAll(/\{[^}]+\}/g, 'x') })),
    );
    expect(writes.length).toBeGreaterThan(15);
    const ids = writes.map(({ method, address }) => `${method}${address.replaceAll('/', '.')}`);
    for (const [i, { method, address }] of writes.entries()) {
      await ask(method, address, ids[i]!, method === 'DELETE' ? undefined : {});
    }
    const verbs = await Promise.all(ids.map(recordOf));
    expect(verbs.map(({ via }) => via)).toEqual(Array(ids.length).fill('REST'));
  });

  it('misses no mutation that the schema has, by HTTP or by socket', async () => {
    const schema = buildSchema(await readFile(path.join(ROOT, 'schema.gql'), 'utf8'));
    const mutations = Object.values(schema.getMutationType()!.getFields());
    expect(mutations.length).toBeGreaterThan(15);
    for (const mutation of mutations) {
      await ask('POST', '/graphql', `by-http-${mutation.name}`, { query: leastMutation(mutation) });
      const record = await recordOf(`by-http-${mutation.name}`);
      expect([mutation.name, record.via]).toEqual([mutation.name, 'GraphQL']);
    }
    const socket = createClient({
      url: `${sandbox.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { token: sandbox.token },
    });
    const query = 'mutation { deleteCluster(input: {namespace: "default", name: "by-socket"}) { __typename } }';
    await socket.iterate({ query }).next();
    await socket.dispose();
    const [record] = await eventually(
      async () => (await readFile(file, 'utf8')).split('\n').filter((line) => line.includes('by-socket')),
      ({ length }) => length > 0,
    );
    expect(JSON.parse(record!)).toMatchObject({ via: 'GraphQL', verb: 'delete', address: '127.0.0.1' });
  });
});
