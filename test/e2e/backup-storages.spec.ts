import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { SECRET, type UntypedObject } from '../../src/kube/meta/index.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../src/resources/backup-storage/index.js';
import { RecordingLogger } from '../doubles/recording-logger.js';
import { S3_KEYS, S3Store } from '../doubles/object-stores/s3-store.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const STORAGES = '/api/v1/namespaces/default/backup-storages';
const WRONG = { accessKeyId: S3_KEYS.accessKeyId, secretAccessKey: 'wrong-and-still-a-secret' };

const readyOf = ({ status }: BackupStorage): string =>
  status?.conditions?.find(({ type }) => type === 'Ready')?.reason ?? 'none';

describe('backup storages', () => {
  let sandbox: SandboxApp;
  let store: S3Store;
  let client: HttpKubeClient;
  const logger = new RecordingLogger();

  beforeAll(async () => {
    store = await S3Store.start();
    sandbox = await SandboxApp.start({ logger, env: { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' } });
    client = connect(sandbox.cluster.kubeConfigFor('system:admin', ['system:masters']), { userAgent: 'tests' });
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
    await store.stop();
  });

  const specOf = (change: object = {}): object => ({
    type: 'S3',
    bucket: 'backups',
    prefix: 'prod',
    endpoint: store.url,
    forcePathStyle: true,
    ...change,
  });

  const post = (name: string, change: object = {}, rest: object = { credentials: S3_KEYS }): Promise<Answer> =>
    sandbox.request('POST', STORAGES, { body: { metadata: { name }, spec: specOf(change), ...rest } });
  const get = (name: string): Promise<Answer> => sandbox.request('GET', `${STORAGES}/${name}`);
  const verify = (name: string): Promise<Answer> => sandbox.request('POST', `${STORAGES}/${name}/verify`);
  const patch = (name: string, body: object, headers?: Record<string, string>): Promise<Answer> =>
    sandbox.request('PATCH', `${STORAGES}/${name}`, { body, headers });

  const became = (name: string, reason: string): Promise<Answer> =>
    eventually(
      () => get(name),
      ({ body }) => readyOf(body) === reason,
    );

  const secretOf = (name: string): Promise<UntypedObject> =>
    client.get(SECRET, { namespace: 'default', name: `${name}-storage-credentials` });

  it('are named once, with credentials that never come back out', async () => {
    const made = await post('main');
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`${STORAGES}/main`);
    expect(made.body.spec.credentialsRef).toEqual({ name: 'main-storage-credentials' });
    const { body } = await became('main', 'Probed');
    expect(body.status).toMatchObject({ observedGeneration: 1, lastProbedAt: expect.any(String) });
    const list = await sandbox.request('GET', STORAGES);
    for (const shown of [made.body, body, list.body])
      expect(JSON.stringify(shown)).not.toContain(S3_KEYS.secretAccessKey);
    const secret = await secretOf('main');
    expect(secret.metadata.ownerReferences).toMatchObject([
      { kind: 'BackupStorage', name: 'main', uid: body.metadata.uid },
    ]);
    expect(JSON.stringify(logger.lines)).not.toContain(S3_KEYS.secretAccessKey);
  });

  it('can be named by a database at once: whoever judges it waits for what nobody has tried yet', async () => {
    store.buckets.set('fresh', new Map());
    const key = { 'idempotency-key': 'fresh-1' };
    const body = { metadata: { name: 'fresh' }, spec: specOf({ bucket: 'fresh' }), credentials: S3_KEYS };
    expect((await sandbox.request('POST', STORAGES, { body, headers: key })).status).toBe(201);
    const spec = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
    const cluster = { metadata: { name: 'backed-up' }, spec: { ...spec, backup: { storageRef: { name: 'fresh' } } } };
    const made = await sandbox.request('POST', '/api/v1/namespaces/default/clusters', { body: cluster });
    expect([made.status, made.body.errors]).toEqual([201, undefined]);
    const again = await sandbox.request('POST', STORAGES, { body, headers: key });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    const other = { ...body, credentials: WRONG };
    const reused = await sandbox.request('POST', STORAGES, { body: other, headers: key });
    expect([reused.status, reused.body.code]).toEqual([422, 'idempotency_key_reused']);
  });

  it('say at once when they are asked to try, and by the same annotation as kubectl sets', async () => {
    await post('asked');
    await became('asked', 'Probed');
    store.refusals.set('PUT', 'QuotaExceeded');
    const full = await verify('asked');
    expect(full.status).toBe(200);
    expect(readyOf(full.body)).toBe('BucketFull');
    expect(full.body.status.message).toContain('make room');
    store.refusals.clear();
    const metadata = { annotations: { 'dbaas.io/verify': 'by-hand' } };
    const key = { namespace: 'default', name: 'asked' };
    await client.patch(BACKUP_STORAGE, key, { type: 'merge', body: { metadata } });
    const { body } = await became('asked', 'Probed');
    expect(body.status.verifiedRequest).toBe('by-hand');
  });

  it('are searched when they are asked to, for as long as one likes to wait', async () => {
    await post('searched');
    await became('searched', 'Probed');
    const headers = { prefer: 'wait=20' };
    const answer = await sandbox.request('POST', `${STORAGES}/searched/discover`, { headers });
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([200, 'wait=20']);
    expect(answer.body.status.discovery).toMatchObject({ found: 0, added: 0, time: expect.any(String) });
    expect((await sandbox.request('POST', `${STORAGES}/nobody/discover`)).status).toBe(404);
  });

  it('notice a Secret that is put right, and nothing of it is told', async () => {
    await post('rotated', {}, { credentials: WRONG });
    const wrong = await became('rotated', 'InvalidCredentials');
    expect((await patch('rotated', { credentials: S3_KEYS })).status).toBe(200);
    const right = await became('rotated', 'Probed');
    const events = await client.list({ ...SECRET, kind: 'Event', plural: 'events' }, { namespace: 'default' });
    const told = JSON.stringify([wrong.body, right.body, events.items, logger.lines]);
    expect(told).not.toContain(WRONG.secretAccessKey);
    expect(told).not.toContain(S3_KEYS.secretAccessKey);
  });

  it("read a Secret of the user's own, by kubectl, whenever it comes", async () => {
    const storage = {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'BackupStorage',
      metadata: { name: 'own', namespace: 'default' },
      spec: specOf({ credentialsRef: { name: 'our-keys' } }),
    };
    await client.create(BACKUP_STORAGE, storage);
    await became('own', 'SecretNotFound');
    const metadata = { name: 'our-keys', namespace: 'default' };
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    const data = { accessKeyId: encoded(S3_KEYS.accessKeyId) };
    await client.create(SECRET, { apiVersion: 'v1', kind: 'Secret', metadata, data });
    const { body } = await became('own', 'SecretIncomplete');
    expect(body.status.message).toContain('secretAccessKey');
    const rest = { data: { secretAccessKey: encoded(S3_KEYS.secretAccessKey) } };
    await client.patch(SECRET, metadata, { type: 'merge', body: rest });
    await became('own', 'Probed');
  });

  it('go where they may and nowhere else', async () => {
    await post('inside', { endpoint: 'http://169.254.169.254' });
    const { body } = await became('inside', 'EndpointForbidden');
    expect(body.status.message).toContain('outside of the machine');
  });

  it('do not borrow the identity of the installation unless it lends it', async () => {
    await post('keyless', { workloadIdentity: true }, {});
    const { body } = await became('keyless', 'WorkloadIdentityDisabled');
    expect(body.status.message).toContain('DBAAS_STORAGE_WORKLOAD_IDENTITY');
  });

  describe('are refused before anything is stored', () => {
    const pointers = ({ body }: Answer): string[] => body.errors.map(({ pointer }: { pointer: string }) => pointer);

    it.each([
      { what: 'a path that climbs out', change: { prefix: 'a/../b' }, rest: {}, pointer: '/spec/prefix' },
      { what: 'an unknown type', change: { type: 'FTP' }, rest: {}, pointer: '/spec/type' },
      {
        what: 'half a pair of keys',
        rest: { credentials: { accessKeyId: 'x' } },
        pointer: '/credentials/secretAccessKey',
      },
      {
        what: 'keys of another type',
        rest: { credentials: { ...S3_KEYS, accountKey: 'x' } },
        pointer: '/credentials/accountKey',
      },
      { what: 'no credentials at all', rest: {}, pointer: '/spec/credentialsRef' },
      {
        what: 'credentials beside a Secret',
        change: { credentialsRef: { name: 'other' } },
        rest: { credentials: S3_KEYS },
        pointer: '/spec/credentialsRef/name',
      },
    ])('with $what', async ({ change, rest, pointer }) => {
      const answer = await post('refused', change, rest);
      expect(answer.status).toBe(422);
      expect(pointers(answer)).toContain(pointer);
      expect(JSON.stringify(answer.body)).not.toContain(S3_KEYS.secretAccessKey);
      expect((await get('refused')).status).toBe(404);
    });

    it.each(
      [null, 5, 'text', [], { type: 'S3' }, { type: 'S3', bucket: 'backups', credentialsRef: null, region: 5 }].map(
        (spec) => ({ spec }),
      ),
    )('with %j', async ({ spec }) => {
      const body = { metadata: { name: 'refused' }, spec, credentials: S3_KEYS };
      const made = await sandbox.request('POST', STORAGES, { body });
      expect([made.status, made.body.code]).toEqual([422, 'invalid_spec']);
      expect(made.body.errors.length).toBeLessThan(5);
    });

    it.each([null, 5, 'text', [], {}, { constructor: 'x' }].map((credentials) => ({ credentials })))(
      'with %j',
      async ({ credentials }) => {
        const answer = await post('refused', {}, { credentials });
        expect([answer.status, answer.body.code]).toEqual([422, 'invalid_spec']);
      },
    );

    it("when the Secret's name belongs to somebody else, which stays as it is", async () => {
      const metadata = { name: 'taken-storage-credentials', namespace: 'default' };
      await client.create(SECRET, { apiVersion: 'v1', kind: 'Secret', metadata });
      const answer = await post('taken');
      expect([answer.status, answer.body.code]).toEqual([409, 'storage_secret_taken']);
      expect((await get('taken')).status).toBe(404);
      expect((await secretOf('taken')).data).toBeUndefined();
    });

    it('when somebody else edited meanwhile', async () => {
      await post('careful');
      const etag = (await get('careful')).headers.get('etag')!;
      expect((await patch('careful', { metadata: { labels: { a: 'b' } } }, { 'if-match': etag })).status).toBe(200);
      const stale = await patch('careful', { credentials: WRONG }, { 'if-match': etag });
      expect([stale.status, stale.body.code]).toEqual([412, 'precondition_failed']);
      await became('careful', 'Probed');
    });

    it('in a dry run, that tells what would be', async () => {
      const body = { metadata: { name: 'dry' }, spec: specOf(), credentials: S3_KEYS };
      const answer = await sandbox.request('POST', `${STORAGES}?dryRun=true`, { body });
      expect(answer.status).toBe(200);
      expect(JSON.stringify(answer.body)).not.toContain(S3_KEYS.secretAccessKey);
      expect((await get('dry')).status).toBe(404);
      await expect(secretOf('dry')).rejects.toMatchObject({ code: 404 });
    });
  });

  it('take their own Secret along, and leave the bucket as it is', async () => {
    await post('gone');
    await became('gone', 'Probed');
    store.buckets.get('backups')!.set('prod/orders/base', Buffer.from('a backup'));
    expect((await sandbox.request('DELETE', `${STORAGES}/gone`)).status).toBe(204);
    expect((await get('gone')).status).toBe(404);
    await eventually(
      () =>
        secretOf('gone').then(
          () => 'there',
          () => 'gone',
        ),
      (state) => state === 'gone',
    );
    expect(store.keysIn('backups')).toEqual(['prod/orders/base']);
  });

  describe('over GraphQL', () => {
    const ask = async (query: string): Promise<Answer['body']> => {
      const answer = await sandbox.request('POST', '/graphql', { body: { query } });
      expect(answer.body.errors).toBeUndefined();
      return answer.body.data;
    };
    const keys = `{s3: {accessKeyId: "${S3_KEYS.accessKeyId}", secretAccessKey: "${S3_KEYS.secretAccessKey}"}}`;
    const place = 'namespace: "default", name: "graph"';

    it('live the same life', async () => {
      const spec = `{type: S3, bucket: "backups", endpoint: "${store.url}", forcePathStyle: true}`;
      const made = await ask(
        `mutation { createBackupStorage(input: {${place}, spec: ${spec}, credentials: ${keys}}) { backupStorage { id etag spec { type credentialsRef { name } } } problems { code } } }`,
      );
      const { backupStorage, problems } = made.createBackupStorage;
      expect(problems).toEqual([]);
      expect(backupStorage.spec).toEqual({ type: 'S3', credentialsRef: { name: 'graph-storage-credentials' } });
      const { verifyBackupStorage } = await ask(
        `mutation { verifyBackupStorage(input: {${place}}) { answered backupStorage { status { conditions { status reason } } } } }`,
      );
      expect(verifyBackupStorage).toMatchObject({
        answered: true,
        backupStorage: { status: { conditions: [{ status: 'TRUE', reason: 'Probed' }] } },
      });
      const { discoverBackups } = await ask(
        `mutation { discoverBackups(input: {${place}}) { answered backupStorage { status { discovery { found added } } } problems { code } } }`,
      );
      expect(discoverBackups).toEqual({
        answered: true,
        backupStorage: { status: { discovery: { found: 0, added: 0 } } },
        problems: [],
      });
      const found = await ask(
        `{ node(id: "${backupStorage.id}") { id } backupStorages(filter: {name: ["graph"], type: [S3]}) { totalCount edges { node { metadata { name } } } } }`,
      );
      expect(found.node.id).toBe(backupStorage.id);
      expect(found.backupStorages).toEqual({ totalCount: 1, edges: [{ node: { metadata: { name: 'graph' } } }] });
      const refused = await ask(
        `mutation { updateBackupStorage(input: {${place}, spec: {bucket: "another"}}) { problems { code path } } }`,
      );
      expect(refused.updateBackupStorage.problems).toMatchObject([{ path: ['input', 'spec', 'bucket'] }]);
      await ask(`mutation { deleteBackupStorage(input: {${place}}) { problems { code } } }`);
      expect((await get('graph')).status).toBe(404);
    });
  });
});
