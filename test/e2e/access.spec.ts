import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { NAMESPACE, SECRET, type ResourceType, type UntypedObject } from '../../src/kube/meta/index.js';
import { PinoLogger } from '../../src/observability/index.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';
import { ROUTES } from './guarded-routes.js';

const rbac = (kind: string, plural: string): ResourceType => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  kind,
  plural,
  namespaced: true,
});
const ROLE = rbac('Role', 'roles');
const ROLE_BINDING = rbac('RoleBinding', 'rolebindings');
const RBAC_VERSION = 'rbac.authorization.k8s.io/v1';

const READ = ['get', 'list', 'watch'];
const TEAMS = ['red', 'blue'];

describe('who may do what', () => {
  const lines: string[] = [];
  let sandbox: SandboxApp;
  let client: HttpKubeClient;
  let folder: string;
  let auditFile: string;

  beforeAll(async () => {
    // Everything that is logged at all, as it would reach standard output.
    const logger = PinoLogger.create({ level: 'debug', destination: { write: (line) => void lines.push(line) } });
    folder = await mkdtemp(path.join(tmpdir(), 'audit-'));
    auditFile = path.join(folder, 'audit.jsonl');
    sandbox = await SandboxApp.start({ logger, env: { DBAAS_AUDIT: 'file', DBAAS_AUDIT_FILE: auditFile } });
    client = connect(sandbox.cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    for (const namespace of TEAMS) await prepare(namespace);
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
    await rm(folder, { recursive: true });
  });

  const clustersOf = (namespace: string): string => `/api/v1/namespaces/${namespace}/clusters`;

  const prepare = async (namespace: string): Promise<void> => {
    await client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    await sandbox.request('POST', clustersOf(namespace), { body: aCluster('orders') });
    await eventually(
      () => sandbox.request('GET', `${clustersOf(namespace)}/orders`),
      ({ body }) => body.status?.phase === 'Running',
    );
  };

  const aCluster = (name: string): object => ({
    metadata: { name },
    spec: { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } },
  });

  /** A new user with these rights in one namespace, and none anywhere else. */
  const userWith = async (namespace: string, resources: string[], verbs: string[]): Promise<string> => {
    const name = `user-${namespace}-${resources.join('-').replaceAll('/', '-')}-${verbs.join('-')}`;
    await client.create<UntypedObject>(ROLE, {
      apiVersion: RBAC_VERSION,
      kind: 'Role',
      metadata: { name, namespace },
      rules: [{ apiGroups: ['dbaas.io'], resources, verbs }],
    });
    await client.create<UntypedObject>(ROLE_BINDING, {
      apiVersion: RBAC_VERSION,
      kind: 'RoleBinding',
      metadata: { name, namespace },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name }],
    });
    return sandbox.cluster.kubeConfigFor(name, ['system:authenticated']).getCurrentUser()!.token!;
  };

  const ask = (token: string, method: string, path: string, body?: object): Promise<Answer> =>
    sandbox.request(method, path, { token, body });

  it.each(ROUTES)('%s %s asks for a token', async (method, path) => {
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    for (const authorization of ['', 'Bearer nonsense', 'Basic YTpi']) {
      const headers: Record<string, string> = authorization ? { authorization } : {};
      const answer = await sandbox.request(method, path, { token: '', body, headers });
      expect({ status: answer.status, code: answer.body.code }).toEqual({ status: 401, code: 'unauthenticated' });
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
  });

  it('covers every route that the API documents', async () => {
    const { body } = await sandbox.request('GET', '/api/v1/openapi.json');
    const documented = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{[^}]+\}/g, '*')}`),
    );
    expect(documented.length).toBeGreaterThan(10);
    const covered = ROUTES.map(
      ([method, path]) =>
        `${method} ${path.replace('/red', '/*').replace('/orders', '/*').replace('/app', '/*').replace('/postgresql', '/*').replace('/growth', '/*').replace('/main', '/*').replace('/nightly', '/*')}`,
    );
    expect(covered).toEqual(expect.arrayContaining(documented));
  });

  it('shows storages to who may read them, and has them tried for who may change them', async () => {
    const storages = '/api/v1/namespaces/red/backup-storages';
    const spec = { type: 'S3', bucket: 'backups', endpoint: 'http://127.0.0.1:9' };
    const credentials = { accessKeyId: 'AKID', secretAccessKey: 'red-is-a-secret' };
    await sandbox.request('POST', storages, { body: { metadata: { name: 'main' }, spec, credentials } });
    const [reader, editor, stranger] = [
      await userWith('red', ['backupstorages'], READ),
      await userWith('red', ['backupstorages'], [...READ, 'patch']),
      await userWith('blue', ['backupstorages'], READ),
    ];
    const statusOf = async (token: string, method: string, path: string): Promise<number> =>
      (await ask(token, method, path, method === 'GET' ? undefined : {})).status;
    const verify = `${storages}/main/verify`;
    expect(await statusOf(reader, 'GET', `${storages}/main`)).toBe(200);
    expect(await statusOf(reader, 'POST', verify)).toBe(403);
    expect(await statusOf(reader, 'POST', storages)).toBe(403);
    expect(await statusOf(editor, 'POST', verify)).toBe(200);
    for (const path of [storages, `${storages}/main`]) expect(await statusOf(stranger, 'GET', path)).toBe(404);
    expect(await statusOf(stranger, 'POST', verify)).toBe(404);
    expect((await ask(stranger, 'GET', '/api/v1/backup-storages?total=true')).body.page.total).toBe(0);
    expect(lines.join('')).not.toContain(credentials.secretAccessKey);
  });

  let isKept = false;

  /** A storage and a backup of the name `kept`, made once, whichever test comes first. */
  const kept = async (): Promise<void> => {
    if (isKept) return;
    isKept = true;
    const make = async (kind: string, plural: string, spec: object): Promise<void> => {
      const metadata = { name: 'kept', namespace: 'red' };
      const object = { apiVersion: 'dbaas.io/v1alpha1', kind, metadata, spec };
      await client.create<UntypedObject>(typeOf(`${plural}.dbaas.io`), object as UntypedObject);
    };
    const bucket = { type: 'S3', bucket: 'kept', endpoint: 'http://127.0.0.1:9', credentialsRef: { name: 'no' } };
    await make('BackupStorage', 'backupstorages', bucket);
    const existing = { path: 'red/gone-1a2b3c4d-1-v17/base/1' };
    const spec = { clusterRef: { name: 'gone' }, storageRef: { name: 'kept' }, existing };
    await make('DatabaseBackup', 'databasebackups', spec);
    await eventually(
      () => ask(sandbox.token, 'GET', '/api/v1/namespaces/red/backups/kept'),
      ({ status }) => status === 200,
    );
  };

  it('hides backups, and what only they tell, from who may only see databases', async () => {
    await kept();
    const backups = '/api/v1/namespaces/red/backups';
    const outsider = await userWith('red', ['databaseclusters', 'opsrequests'], ['*']);
    const hidden = await Promise.all([
      ask(outsider, 'GET', backups),
      ask(outsider, 'GET', `${backups}/kept`),
      ask(outsider, 'DELETE', `${backups}/kept`),
      ask(outsider, 'GET', `${clustersOf('red')}/orders/backups`),
      ask(outsider, 'POST', `${clustersOf('red')}/orders/backups`, { spec: {} }),
    ]);
    expect(hidden.map(({ status }) => status)).toEqual(Array(5).fill(404));
    expect((await ask(outsider, 'GET', '/api/v1/backups?total=true')).body.page.total).toBe(0);
    expect((await ask(outsider, 'GET', `${clustersOf('red')}/orders/recovery-window`)).body.basedOn).toEqual([]);

    const reader = await userWith('red', ['databasebackups', 'databaseclusters'], READ);
    expect((await ask(reader, 'GET', `${backups}/kept`)).status).toBe(200);
    const forbidden = await Promise.all([
      ask(reader, 'DELETE', `${backups}/kept`),
      ask(reader, 'POST', backups, { spec: { clusterRef: { name: 'orders' } } }),
      ask(reader, 'POST', `${clustersOf('red')}/orders/backups`, { spec: {} }),
    ]);
    expect(forbidden.map(({ status }) => status)).toEqual(Array(3).fill(403));
  });

  it('tells who may not see what a database is to be made from the same as if it were not there', async () => {
    await kept();
    const builder = await userWith('red', ['databaseclusters', 'opsrequests'], [...READ, 'create']);
    const from = async (dataSource: object, backup?: object): Promise<object[]> => {
      const made = {
        ...aCluster('copy'),
        spec: { ...(aCluster('copy') as { spec: object }).spec, dataSource, backup },
      };
      const { status, body } = await ask(builder, 'POST', clustersOf('red'), made);
      expect([status, body.code]).toEqual([422, 'invalid_spec']);
      return body.errors.map(({ message }: { message: string }) => message.replaceAll(/kept|nobody|nowhere/g, ''));
    };
    const backup = (name: string): Promise<object[]> => from({ backupRef: { name } });
    expect(await backup('kept')).toEqual(await backup('nobody'));
    const storage = (name: string): Promise<object[]> =>
      from({ storage: { storageRef: { name }, path: 'red/orders' } }, { storageRef: { name } });
    expect(await storage('kept')).toEqual(await storage('nowhere'));

    const restore = async (name: string): Promise<string> => {
      const spec = { restore: { backupRef: { name } } };
      const { status, body } = await ask(builder, 'POST', `${clustersOf('red')}/orders/restores`, { spec });
      expect(status).toBe(422);
      return body.errors[0].message.replace(name, '');
    };
    expect(await restore('kept')).toBe(await restore('nobody'));
  });

  it.each(['/healthz', '/readyz'])('%s is open', async (path) => {
    expect((await sandbox.request('GET', path, { token: '' })).status).toBe(200);
  });

  it('shows a user of one namespace nothing of another', async () => {
    const token = await userWith('red', ['databaseclusters'], ['*']);
    const everywhere = await ask(token, 'GET', '/api/v1/clusters?total=true');
    expect(everywhere.body.items.map(({ metadata }: UntypedObject) => metadata.namespace)).toEqual(['red']);
    expect(everywhere.body.page.total).toBe(1);
    const answers = await Promise.all([
      ask(token, 'GET', clustersOf('blue')),
      ask(token, 'GET', `${clustersOf('blue')}/orders`),
      ask(token, 'PATCH', `${clustersOf('blue')}/orders`, { spec: { clusterSize: 2 } }),
      ask(token, 'DELETE', `${clustersOf('blue')}/orders`),
      ask(token, 'POST', clustersOf('blue'), aCluster('mine')),
      ask(token, 'GET', `${clustersOf('blue')}/orders/credentials/app`),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    // What exists is told apart from what does not by nothing but its name.
    const absent = await ask(token, 'GET', `${clustersOf('blue')}/nobody`);
    expect(absent.body.detail.replace('nobody', 'orders')).toBe(answers[1].body.detail);
  });

  it('says 403 of what can be seen and not be changed', async () => {
    const token = await userWith('red', ['databaseclusters'], READ);
    const path = `${clustersOf('red')}/orders`;
    expect((await ask(token, 'GET', path)).status).toBe(200);
    const answers = await Promise.all([
      ask(token, 'PATCH', path, { spec: { clusterSize: 2 } }),
      ask(token, 'PUT', path, aCluster('orders')),
      ask(token, 'DELETE', path),
      ask(token, 'POST', clustersOf('red'), aCluster('mine')),
    ]);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(Array(4).fill([403, 'forbidden']));
  });

  it('hides operations from who may only see databases, and tells readers of them that they may not ask for any', async () => {
    const operations = '/api/v1/namespaces/red/operations';
    const restart = { spec: { type: 'Restart', notBefore: '2999-01-01T00:00:00Z' } };
    const asked = await ask(sandbox.token, 'POST', `${clustersOf('red')}/orders/operations`, restart);
    const path = `${operations}/${asked.body.metadata.name}`;
    const outsider = await userWith('red', ['databaseclusters'], [...READ, 'create', 'patch', 'delete']);
    const hidden = await Promise.all([
      ask(outsider, 'GET', operations),
      ask(outsider, 'GET', path),
      ask(outsider, 'GET', `${path}/log`),
      ask(outsider, 'POST', `${path}/cancel`),
      ask(outsider, 'POST', `${clustersOf('red')}/orders/operations`, restart),
    ]);
    expect(hidden.map(({ status }) => status)).toEqual(Array(5).fill(404));

    const reader = await userWith('red', ['opsrequests', 'databaseclusters'], READ);
    expect((await ask(reader, 'GET', path)).status).toBe(200);
    const forbidden = await Promise.all([
      ask(reader, 'POST', `${path}/cancel`),
      ask(reader, 'POST', `${path}/retry`),
      ask(reader, 'DELETE', path),
      ask(reader, 'POST', operations, { spec: { clusterRef: { name: 'orders' }, ...restart.spec } }),
    ]);
    expect(forbidden.map(({ status }) => status)).toEqual(Array(4).fill(403));

    const blind = await userWith('red', ['opsrequests'], ['*']);
    const inBody = await ask(blind, 'POST', operations, { spec: { clusterRef: { name: 'orders' }, ...restart.spec } });
    expect(inBody.body.errors).toMatchObject([{ pointer: '/spec/clusterRef/name', code: 'not_found' }]);
    expect((await ask(sandbox.token, 'DELETE', path)).status).toBe(204);
  });

  it('asks for a right of its own before it gives credentials', async () => {
    const path = `${clustersOf('red')}/orders/credentials`;
    const reader = await userWith('red', ['databaseclusters'], [...READ, 'update', 'delete']);
    expect((await ask(reader, 'GET', path)).status).toBe(403);
    expect((await ask(reader, 'GET', `${path}/app`)).status).toBe(403);
    const lister = await userWith('red', ['databaseclusters/credentials'], ['list']);
    expect((await ask(lister, 'GET', path)).body.items).toEqual([
      { user: 'app', secretName: 'orders-credentials', createdAt: expect.any(String) },
    ]);
    expect((await ask(lister, 'GET', `${path}/app`)).status).not.toBe(200);
    const owner = await userWith('red', ['databaseclusters', 'databaseclusters/credentials'], ['get', 'list']);
    const given = await ask(owner, 'GET', `${path}/app`);
    expect(given.status).toBe(200);
    expect(given.headers.get('cache-control')).toBe('no-store');
    expect((await ask(owner, 'GET', `${path}/postgres`)).status).toBe(404);
  });

  it('tells passwords and tokens to nobody else: no answer, list, problem, event, object or log line has them', async () => {
    const token = await userWith('blue', ['databaseclusters', 'databaseclusters/credentials'], ['*']);
    const path = `${clustersOf('blue')}/orders`;
    const { password } = (await ask(token, 'GET', `${path}/credentials/app`)).body;
    expect(password).toHaveLength(32);
    const answers = await Promise.all([
      ask(token, 'GET', clustersOf('blue')),
      ask(token, 'GET', path),
      ask(token, 'GET', `${path}/endpoints`),
      ask(token, 'GET', `${path}/credentials`),
      ask(token, 'PATCH', `${path}?dryRun=true`, { spec: { clusterSize: 2 } }),
      ask(token, 'PATCH', path, { spec: { clusterSize: 0 } }),
      ask(sandbox.token, 'GET', '/metrics'),
    ]);
    const shown = answers.map(({ body }) => JSON.stringify(body)).join('\n');
    const kinds = ['events', 'databaseclusters.dbaas.io', 'clusters.postgresql.cnpg.io'];
    const stored = await Promise.all(
      kinds.map(async (kind) => JSON.stringify((await client.list(typeOf(kind))).items)),
    );
    const logged = lines.join('\n');
    const audit = await readFile(auditFile, 'utf8');
    expect(audit).toContain('"credentialsOf":"app"');
    const encoded = Buffer.from(password).toString('base64');
    for (const text of [shown, ...stored, logged, audit]) {
      expect(text).not.toContain(password);
      expect(text).not.toContain(encoded);
    }
    expect(`${shown}${logged}${audit}`).not.toContain(token);
    expect(`${shown}${logged}${audit}`).not.toContain(sandbox.token);
  });

  it('records who read credentials, and of what', async () => {
    const token = await userWith('blue', ['databaseclusters/credentials'], ['get']);
    await ask(token, 'GET', `${clustersOf('blue')}/orders/credentials/app`);
    const recorded = await eventually(
      async () =>
        (await readFile(auditFile, 'utf8'))
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line)),
      (records) => records.some(({ user }) => user === 'user-blue-databaseclusters-credentials-get'),
    );
    const record = recorded.find(({ user }) => user === 'user-blue-databaseclusters-credentials-get');
    const what = { verb: 'get', resource: 'databaseclusters/credentials', namespace: 'blue', name: 'orders' };
    expect(record).toMatchObject({ ...what, credentialsOf: 'app', outcome: 'Succeeded', via: 'REST' });
  });

  it('hands out no Secret that is not the cluster’s own', async () => {
    const name = 'stranger-credentials';
    await client.create<UntypedObject>(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: 'red' },
      data: { username: 'YXBw', password: 'c2VjcmV0' },
    });
    await sandbox.request('POST', clustersOf('red'), { body: aCluster('stranger') });
    const answer = await sandbox.request('GET', `${clustersOf('red')}/stranger/credentials/app`);
    expect(answer.status).toBe(404);
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });
});

function typeOf(resource: string): ResourceType {
  const [plural = '', ...group] = resource.split('.');
  const versions: Record<string, string> = { 'dbaas.io': 'v1alpha1' };
  const name = group.join('.');
  return { group: name, version: versions[name] ?? 'v1', kind: '', plural, namespaced: true };
}
