import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const CLUSTERS = '/api/v1/namespaces/default/clusters';
const CONFIGS = '/api/v1/namespaces/default/monitoring-configs';
const STORAGES = '/api/v1/namespaces/default/backup-storages';
const MERGE = 'application/merge-patch+json';
const OPERATIONS = 'application/json-patch+json';
const APPLY = 'application/apply-patch+yaml';

const CLUSTER = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
const CONFIG = { prometheus: { labels: { release: 'monitoring' }, interval: '30s' } };
const STORAGE = { type: 'S3', bucket: 'backups', endpoint: 'http://127.0.0.1:9', credentialsRef: { name: 'keys' } };

describe('patches', () => {
  let sandbox: SandboxApp;
  let count = 0;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
  });

  afterAll(() => sandbox.stop());

  const send = (type: string, path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    sandbox.request('PATCH', path, { body, headers: { 'content-type': type, ...headers } });
  const operate = (path: string, operations: unknown, headers?: Record<string, string>): Promise<Answer> =>
    send(OPERATIONS, path, operations, headers);
  const apply = (path: string, body: unknown, query = '?fieldManager=gitops'): Promise<Answer> =>
    send(APPLY, `${path}${query}`, body);
  const read = (path: string): Promise<Answer> => sandbox.request('GET', path);
  const newConfig = async (): Promise<string> => {
    const name = `config-${(count += 1)}`;
    const body = { metadata: { name, labels: { team: 'a' } }, spec: CONFIG };
    expect((await sandbox.request('POST', CONFIGS, { body })).status).toBe(201);
    return `${CONFIGS}/${name}`;
  };
  const told = ({ status, body }: Answer): unknown[] => [
    status,
    body.code,
    ...(body.errors ?? []).map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`),
  ];

  it.each(['text/plain', 'application/xml', 'application/strategic-merge-patch+json', 'multipart/form-data'])(
    'of type %s are refused, and told what there is',
    async (type) => {
      const { status, headers, body } = await send(type, await newConfig(), '{}');
      expect([status, body.code]).toEqual([415, 'unsupported_media_type']);
      expect(headers.get('accept-patch')).toBe([MERGE, OPERATIONS, APPLY].join(', '));
    },
  );

  it.each([MERGE, OPERATIONS, APPLY])('of type %s are nothing for other methods', async (type) => {
    const headers = { 'content-type': type };
    const answer = await sandbox.request('POST', CONFIGS, { body: '{}', headers });
    expect(told(answer)).toEqual([415, 'unsupported_media_type']);
  });

  it('of backups are none: nothing of them can be changed', async () => {
    const { status, headers, body } = await send(MERGE, '/api/v1/namespaces/default/backups/any', {});
    expect([status, body.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', 'DELETE, GET, HEAD']);
  });

  describe('by operations', () => {
    it('change labels, annotations and spec, all of it or nothing', async () => {
      const path = await newConfig();
      const changed = await operate(path, [
        { op: 'test', path: '/spec/prometheus/interval', value: '30s' },
        { op: 'replace', path: '/spec/prometheus/interval', value: '1m' },
        { op: 'move', from: '/metadata/labels/team', path: '/metadata/labels/owner' },
        { op: 'add', path: '/metadata/annotations/example.com~1note', value: 'x' },
      ]);
      expect([changed.status, changed.body.spec.prometheus.interval]).toEqual([200, '1m']);
      expect(changed.body.metadata.labels).toEqual({ owner: 'a' });
      expect(changed.body.metadata.annotations).toMatchObject({ 'example.com/note': 'x' });
      const failed = await operate(path, [
        { op: 'remove', path: '/spec/prometheus/interval' },
        { op: 'test', path: '/metadata/labels/owner', value: 'b' },
      ]);
      expect(told(failed)).toEqual([412, 'precondition_failed', '/1/value test_failed']);
      expect((await read(path)).body.spec.prometheus.interval).toBe('1m');
    });

    it('are judged as every write, tried out, and refused for who has seen another state', async () => {
      const path = await newConfig();
      const wrong = [{ op: 'replace', path: '/spec/prometheus/interval', value: 'soon' }];
      expect(told(await operate(path, wrong))).toEqual([422, 'invalid_spec', '/spec/prometheus/interval invalid']);
      const right = [{ op: 'replace', path: '/spec/prometheus/interval', value: '1m' }];
      const trial = await operate(`${path}?dryRun=true`, right);
      expect(trial.body.plan.changes).toEqual([{ path: '/spec/prometheus/interval', before: '30s', after: '1m' }]);
      const { headers } = await read(path);
      const ifMatch = { 'if-match': headers.get('etag')! };
      expect((await operate(path, right, ifMatch)).status).toBe(200);
      expect(told(await operate(path, right, ifMatch))).toEqual([412, 'precondition_failed']);
      expect(told(await operate(`${path}?fieldManager=me`, right))).toEqual([
        400,
        'malformed_request',
        '?fieldManager forbidden',
      ]);
    });
  });

  describe('by apply', () => {
    const manifest = (name: string, more = ''): string =>
      `apiVersion: dbaas.io/v1alpha1\nkind: MonitoringConfig\nmetadata: {name: ${name}, labels: {team: a}}\nspec:\n  prometheus: {interval: 1m}\n${more}`;

    it('make what is absent, change what is theirs, and take away what they leave out', async () => {
      const path = `${CONFIGS}/applied`;
      const made = await apply(path, manifest('applied'));
      expect([made.status, made.headers.get('location')]).toEqual([201, path]);
      const intentOf = ({ headers }: Answer): string => headers.get('etag')!.split('.')[0]!;
      expect(intentOf(made)).toBe(intentOf(await read(path)));
      const again = await apply(path, manifest('applied'));
      expect([again.status, again.body.metadata.annotations]).toEqual([200, made.body.metadata.annotations]);
      const spec = { prometheus: { labels: { release: 'x' } } };
      const less = await apply(path, { spec });
      expect([less.status, less.body.metadata.labels, less.body.spec]).toEqual([200, undefined, spec]);
      expect(less.body.metadata.annotations).toEqual({ 'dbaas.io/request-id': less.headers.get('x-request-id') });
    });

    it('stop where somebody else owns a field, and name who that is, unless they are forced', async () => {
      const path = `${CLUSTERS}/owned`;
      const config = [{ name: 'work_mem', value: '8MB' }];
      const body = { metadata: { name: 'owned' }, spec: { ...CLUSTER, config } };
      expect((await sandbox.request('POST', CLUSTERS, { body })).status).toBe(201);
      const wish = { spec: { ...CLUSTER, clusterSize: 2, config: [{ name: 'work_mem', value: '4MB' }] } };
      const refused = await apply(path, wish);
      expect(told(refused)).toEqual([
        409,
        'field_managed_elsewhere',
        '/spec/clusterSize managed_elsewhere',
        '/spec/config/0/value managed_elsewhere',
      ]);
      expect(refused.body.errors[0]).toMatchObject({
        message: 'belongs to "dbaas-api"',
        hint: expect.stringContaining('force=true'),
      });
      const forced = await apply(path, wish, '?fieldManager=gitops&force=true');
      expect([forced.status, forced.body.spec.clusterSize]).toEqual([200, 2]);
      const other = await apply(path, { spec: { clusterSize: 3 } }, '?fieldManager=other');
      expect(other.body.errors).toMatchObject([{ message: 'belongs to "gitops"' }]);
    });

    it('are judged as what would come of them, by the engine too, and nothing is stored', async () => {
      const path = `${CLUSTERS}/judged`;
      const wrong = {
        spec: { ...CLUSTER, engine: 'postgresql', config: [{ name: 'max_connections', value: 'many' }] },
      };
      expect(told(await apply(path, wrong))).toEqual([
        422,
        'invalid_spec',
        expect.stringMatching(/^\/spec\/config\/0/),
      ]);
      expect((await read(path)).status).toBe(404);
      expect((await apply(path, { spec: CLUSTER })).status).toBe(201);
      const part = { spec: { config: [{ name: 'max_connections', value: 'many' }] } };
      const refused = await apply(path, part, '?fieldManager=other');
      expect(told(refused)).toEqual([422, 'invalid_spec', expect.stringMatching(/^\/spec\/config\/0/)]);
      const trial = await apply(path, { spec: { ...CLUSTER, clusterSize: 3 } }, '?fieldManager=gitops&dryRun=true');
      expect(trial.body.plan.changes).toEqual([{ path: '/spec/clusterSize', before: 1, after: 3 }]);
      expect((await read(path)).body.spec).toMatchObject({ clusterSize: 1 });
      const { headers } = await read(path);
      await apply(path, { spec: { ...CLUSTER, clusterSize: 2 } });
      const stale = await send(
        APPLY,
        `${path}?fieldManager=gitops`,
        { spec: CLUSTER },
        { 'if-match': headers.get('etag')! },
      );
      expect(told(stale)).toEqual([412, 'precondition_failed']);
    });

    it.each([
      { what: 'no manager', query: '', body: {}, says: [400, 'malformed_request', '?fieldManager required'] },
      {
        what: 'a manager of ours',
        query: '?fieldManager=dbaas-api',
        body: {},
        says: [400, 'malformed_request', '?fieldManager forbidden'],
      },
      {
        what: 'a name that is too long',
        query: `?fieldManager=${'x'.repeat(129)}`,
        body: {},
        says: [400, 'malformed_request', '?fieldManager too_long'],
      },
      { what: 'YAML that is none', body: 'a: [1', says: [400, 'malformed_request'] },
      { what: 'two documents', body: 'a: 1\n---\nb: 2', says: [400, 'malformed_request'] },
      { what: 'a list', body: '- a', says: [422, 'invalid_spec', ' wrong_type'] },
      {
        what: 'another name than the address',
        body: { metadata: { name: 'other' } },
        says: [422, 'invalid_spec', '/metadata/name invalid'],
      },
      {
        what: 'labels that are to be reset',
        body: { metadata: { labels: { a: null } } },
        says: [422, 'invalid_spec', '/metadata/labels/a wrong_type'],
      },
      {
        what: 'fields that nobody knows, and values of another type',
        body: { spec: { colour: 'red', prometheus: { interval: 5 } }, status: {} },
        says: [422, 'invalid_spec', '/status unknown_field'],
      },
      {
        what: 'fields that nobody knows in its spec',
        body: { spec: { colour: 'red', prometheus: { interval: 5 } } },
        says: [422, 'invalid_spec', '/spec/colour unknown_field', '/spec/prometheus/interval wrong_type'],
      },
    ])('are refused with $what', async ({ query, body, says }) => {
      expect(told(await apply(`${CONFIGS}/refused`, body, query))).toEqual(says);
      expect((await read(`${CONFIGS}/refused`)).status).toBe(404);
    });

    it.each([
      { what: 'an item that comes twice', config: [{ name: 'a' }, { name: 'a' }], says: '/spec/config/1 duplicate' },
      { what: 'an item without its key', config: [{ value: '1' }], says: '/spec/config/0/name required' },
    ])('to what is there are refused with $what', async ({ config, says }) => {
      expect(told(await apply(`${CLUSTERS}/owned`, { spec: { config } }))).toEqual([422, 'invalid_spec', says]);
    });

    it('hold no credentials: those have an owner of their own', async () => {
      const path = `${STORAGES}/applied`;
      const keys = { accessKeyId: 'AKID', secretAccessKey: 'a-secret' };
      const refused = await apply(path, { spec: STORAGE, credentials: keys });
      expect(told(refused)).toEqual([422, 'invalid_spec', '/credentials forbidden']);
      expect(JSON.stringify(refused.body)).not.toContain(keys.secretAccessKey);
      expect((await apply(path, { spec: STORAGE })).status).toBe(201);
    });
  });
});
