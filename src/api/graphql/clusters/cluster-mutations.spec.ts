import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { GraphQlApp } from '../../../../test/doubles/graphql-app.js';
import { ProblemError } from '../../../domain/problem.js';
import { entityTagOf } from '../../../services/writing/intent.js';

const orders = aDatabaseCluster();
const PROBLEMS = 'problems { code message path pointer allowed hint }';
const CREATE = `mutation ($input: CreateClusterInput!) { createCluster(input: $input) {
  cluster { metadata { name } etag } plan { changes { path before after } } ${PROBLEMS} } }`;
const UPDATE = `mutation ($input: UpdateClusterInput!) { updateCluster(input: $input) { cluster { kind } ${PROBLEMS} } }`;
const DELETE = `mutation ($input: DeleteClusterInput!) { deleteCluster(input: $input) { cluster { kind } ${PROBLEMS} } }`;

const key = { namespace: 'team-a', name: 'orders' };
const spec = { engine: 'postgresql', clusterSize: 3, storage: { size: '10Gi' } };

describe('mutations of clusters', () => {
  let app: GraphQlApp;
  let calls: unknown[][];
  let failure: Error | undefined;

  const record = async (...call: unknown[]): Promise<void> => {
    calls.push(call);
    if (failure) throw failure;
  };

  beforeAll(async () => {
    const changes = [{ path: '/spec/clusterSize', before: undefined, after: 3 }];
    app = await GraphQlApp.start({
      writer: {
        create: (_caller, ...rest) => record('create', ...rest).then(() => ({ object: orders, changes })),
        patch: (_caller, ...rest) => record('patch', ...rest).then(() => ({ object: orders, changes })),
        delete: (_caller, ...rest) => record('delete', ...rest).then(() => orders),
      },
    });
  });

  beforeEach(() => {
    calls = [];
    failure = undefined;
  });

  afterAll(() => app.stop());

  it('hands a new cluster over as REST would have received it', async () => {
    const input = {
      ...key,
      labels: { team: 'a' },
      spec: { ...spec, powerState: 'STOPPED', expose: { type: 'LOAD_BALANCER', annotations: { __proto__x: 'y' } } },
    };
    const { body } = await app.query(CREATE, { input });
    expect(body.data.createCluster).toEqual({
      cluster: { metadata: { name: 'orders' }, etag: entityTagOf(orders) },
      plan: { changes: [{ path: '/spec/clusterSize', before: null, after: 3 }] },
      problems: [],
    });
    const expose = { type: 'LoadBalancer', annotations: { __proto__x: 'y' } };
    const received = {
      metadata: { name: 'orders', labels: { team: 'a' } },
      spec: { ...spec, powerState: 'Stopped', expose },
    };
    expect(calls).toStrictEqual([['create', 'team-a', received, { dryRun: false, idempotencyKey: undefined }]]);
  });

  it('takes the same from literals as from variables', async () => {
    await app.query(`mutation { createCluster(input: {namespace: "team-a", name: "orders", labels: {team: "a"},
      spec: {engine: "postgresql", clusterSize: 3, storage: {size: "10Gi"}}, idempotencyKey: "deploy-4711", dryRun: true}) { plan { changes { path } } } }`);
    const received = { metadata: { name: 'orders', labels: { team: 'a' } }, spec };
    expect(calls).toStrictEqual([['create', 'team-a', received, { dryRun: true, idempotencyKey: 'deploy-4711' }]]);
  });

  it('tells null from absence in an update', async () => {
    const input = {
      ...key,
      ifMatch: 'tag',
      labels: { team: null },
      spec: { version: null, storage: { size: '20Gi' } },
    };
    await app.query(UPDATE, { input });
    const received = { metadata: { labels: { team: null } }, spec: { version: null, storage: { size: '20Gi' } } };
    expect(calls).toStrictEqual([['patch', key, received, { ifMatch: 'tag', dryRun: false }]]);
  });

  it('deletes by a policy and a precondition', async () => {
    const { body } = await app.query(DELETE, { input: { ...key, policy: 'RETAIN', ifMatch: 'tag' } });
    expect(body.data.deleteCluster).toEqual({ cluster: { kind: 'DatabaseCluster' }, problems: [] });
    expect(calls).toStrictEqual([['delete', key, { policy: 'Retain', ifMatch: 'tag', dryRun: false }]]);
  });

  it('answers every problem of a field as data, with its place in both doors', async () => {
    const invalid = { code: 'invalid', message: 'Invalid value' } as const;
    failure = new ProblemError('invalid_spec', '2 fields need mending.', {
      fields: [
        { ...invalid, pointer: '/spec/config/0/value', rejected: 'x', allowed: ['on', 'off'], hint: 'Say on.' },
        { ...invalid, pointer: '/metadata/labels/a~1b' },
      ],
    });
    const { body } = await app.query(CREATE, { input: { ...key, spec } });
    expect(body.errors).toBeUndefined();
    expect(body.data.createCluster).toEqual({
      cluster: null,
      plan: null,
      problems: [
        {
          ...invalid,
          pointer: '/spec/config/0/value',
          path: ['input', 'spec', 'config', '0', 'value'],
          allowed: ['on', 'off'],
          hint: 'Say on.',
        },
        { ...invalid, pointer: '/metadata/labels/a~1b', path: ['input', 'labels', 'a/b'], allowed: null, hint: null },
      ],
    });
  });

  it.each([
    { code: 'name_taken', path: null },
    { code: 'deletion_protected', path: null },
    { code: 'precondition_failed', path: ['input', 'ifMatch'] },
  ] as const)('answers $code as data', async ({ code, path }) => {
    failure = new ProblemError(code, 'In other words.');
    const { body } = await app.query(DELETE, { input: key });
    expect(body).toEqual({
      data: {
        deleteCluster: {
          cluster: null,
          problems: [{ code, message: 'In other words.', path, pointer: null, allowed: null, hint: null }],
        },
      },
    });
  });

  it.each(['forbidden', 'not_found', 'unavailable', 'internal_error'] as const)('throws %s', async (code) => {
    failure = new ProblemError(code, 'Not now.');
    const { body } = await app.query(UPDATE, { input: key });
    expect(body.errors).toMatchObject([{ path: ['updateCluster'], extensions: { code } }]);
  });

  it('refuses what the types cannot hold before the service is asked', async () => {
    const { status, body } = await app.query(CREATE, { input: { ...key, spec: { ...spec, colour: 'red' } } });
    expect(status).toBe(400);
    expect(body.errors[0].message).toContain('"colour" is not defined');
    expect(calls).toEqual([]);
  });
});
