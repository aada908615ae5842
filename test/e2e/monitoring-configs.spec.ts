import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer } from '../harness/sandbox-app.js';

const CONFIGS = '/api/v1/namespaces/default/monitoring-configs';
const SPEC = { prometheus: { labels: { release: 'monitoring' }, interval: '30s' } };

describe('monitoring configs', () => {
  let sandbox: SandboxApp;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
  });

  afterAll(() => sandbox.stop());

  const post = (name: string, spec: object = SPEC, query = ''): Promise<Answer> =>
    sandbox.request('POST', `${CONFIGS}${query}`, { body: { metadata: { name }, spec } });
  const get = (path: string): Promise<Answer> => sandbox.request('GET', path);
  const mutate = async (query: string, input: object): Promise<Answer['body']> => {
    const { body } = await sandbox.request('POST', '/graphql', { body: { query, variables: { input } } });
    expect(body.errors).toBeUndefined();
    return body.data.answer;
  };

  it('are made, listed, changed and deleted by REST', async () => {
    const made = await post('prometheus');
    expect([made.status, made.headers.get('location')]).toEqual([201, `${CONFIGS}/prometheus`]);
    expect((await get('/api/v1/monitoring-configs?q=prom&fields=spec')).body.items).toEqual([{ spec: SPEC }]);
    const one = await get(`${CONFIGS}/prometheus`);
    const ifMatch = { 'if-match': one.headers.get('etag')! };
    const change = { body: { spec: { prometheus: { interval: null } } }, headers: ifMatch };
    const changed = await sandbox.request('PATCH', `${CONFIGS}/prometheus`, change);
    expect(changed.body.spec).toEqual({ prometheus: { labels: { release: 'monitoring' } } });
    expect((await sandbox.request('PATCH', `${CONFIGS}/prometheus`, change)).status).toBe(412);
    const whole = { metadata: { name: 'prometheus' }, spec: { prometheus: {} } };
    expect((await sandbox.request('PUT', `${CONFIGS}/prometheus`, { body: whole })).status).toBe(428);
    expect((await sandbox.request('DELETE', `${CONFIGS}/prometheus`)).status).toBe(204);
    expect((await get(`${CONFIGS}/prometheus`)).status).toBe(404);
  });

  it.each([
    { what: 'an interval that is none', spec: { prometheus: { interval: 'soon' } }, at: '/spec/prometheus/interval' },
    { what: 'no way to collect', spec: {}, at: '/spec/prometheus' },
    { what: 'a field that is none', spec: { prometheus: { colour: 'red' } }, at: '/spec/prometheus/colour' },
  ])('are refused with $what', async ({ spec, at }) => {
    const { status, body } = await post('wrong', spec);
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'invalid_spec', at]);
  });

  it('are judged, and not stored, by a dry run', async () => {
    const { status, body } = await post('imagined', SPEC, '?dryRun=true');
    expect([status, body.plan.changes.length > 0]).toEqual([200, true]);
    expect((await get(`${CONFIGS}/imagined`)).status).toBe(404);
  });

  it('stay while a database names them, by either door', async () => {
    await post('used');
    const spec = { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' } };
    const body = { metadata: { name: 'orders' }, spec: { ...spec, monitoring: { configRef: { name: 'used' } } } };
    expect((await sandbox.request('POST', '/api/v1/namespaces/default/clusters', { body })).status).toBe(201);
    const refused = await sandbox.request('DELETE', `${CONFIGS}/used`);
    expect([refused.status, refused.body.code, refused.body.related]).toEqual([
      409,
      'in_use',
      '/api/v1/namespaces/default/clusters/orders',
    ]);
    const remove = `mutation ($input: DeleteMonitoringConfigInput!) {
      answer: deleteMonitoringConfig(input: $input) { monitoringConfig { kind } problems { code } } }`;
    expect(await mutate(remove, { namespace: 'default', name: 'used' })).toEqual({
      monitoringConfig: null,
      problems: [{ code: 'in_use' }],
    });
    const used = await eventually(
      () => get(`${CONFIGS}/used`),
      ({ body: config }) => config.status?.usedBy === 1,
    );
    expect(used.status).toBe(200);
  });

  it('are made and changed by GraphQL, and found by their global id', async () => {
    const create = `mutation ($input: CreateMonitoringConfigInput!) {
      answer: createMonitoringConfig(input: $input) { monitoringConfig { id etag } plan { changes { path } } problems { code } } }`;
    const input = { namespace: 'default', name: 'typed', spec: SPEC, idempotencyKey: 'typed-1' };
    const made = await mutate(create, input);
    expect((await mutate(create, input)).monitoringConfig.id).toBe(made.monitoringConfig.id);
    const reused = await mutate(create, { ...input, spec: { prometheus: {} } });
    expect(reused.problems).toEqual([{ code: 'idempotency_key_reused' }]);
    expect(made).toMatchObject({ problems: [], plan: { changes: expect.any(Array) } });
    const update = `mutation ($input: UpdateMonitoringConfigInput!) {
      answer: updateMonitoringConfig(input: $input) { monitoringConfig { spec { prometheus { interval } } } problems { code } } }`;
    const { etag, id } = made.monitoringConfig;
    const change = { namespace: 'default', name: 'typed', ifMatch: etag, spec: { prometheus: { interval: '1m' } } };
    expect((await mutate(update, change)).monitoringConfig.spec.prometheus.interval).toBe('1m');
    const query = `{ node(id: "${id}") { ... on MonitoringConfig { metadata { name } } }
      monitoringConfigs(filter: {q: "typed"}, sort: [NAME_DESC]) { totalCount edges { node { metadata { name } } } } }`;
    const { body } = await sandbox.request('POST', '/graphql', { body: { query } });
    expect(body.data).toEqual({
      node: { metadata: { name: 'typed' } },
      monitoringConfigs: { totalCount: 1, edges: [{ node: { metadata: { name: 'typed' } } }] },
    });
  });
});
