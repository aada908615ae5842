import type { Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('subresources');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const path = (name: string, subresource = ''): string => `${suite.widgets(namespace)}/${name}${subresource}`;
const create = (fields: Json = { spec: { size: 1, replicas: 2 } }): Promise<Wire> =>
  suite.created(suite.widgets(namespace), suite.widget(suite.name(), fields));

describe('status', () => {
  it('is dropped on create', async () => {
    expect(await create({ status: { phase: 'Ready' } })).not.toHaveProperty('status');
  });

  it('is all that its endpoint writes', async () => {
    const created = await create();
    const change = {
      ...created,
      metadata: { ...created.metadata, labels: { a: 'b' }, finalizers: ['example.com/x'] },
      spec: { size: 99 },
      status: { phase: 'Ready' },
    };
    const { status, body } = await suite.api.put(path(created.metadata.name, '/status'), change);
    expect(status).toBe(200);
    expect(body).toMatchObject({ spec: { size: 1 }, status: { phase: 'Ready' } });
    expect(body.metadata).not.toHaveProperty('labels');
    expect(body.metadata).not.toHaveProperty('finalizers');
  });

  it('is checked by the schema', async () => {
    const { metadata } = await create();
    const response = await suite.api.patch('merge', path(metadata.name, '/status'), { status: { phase: 1 } });
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueTypeInvalid status.phase'] });
  });

  it('survives a write to the main endpoint', async () => {
    const { metadata } = await create();
    await suite.api.patch('merge', path(metadata.name, '/status'), { status: { phase: 'Ready' } });
    const { body } = await suite.api.get(path(metadata.name));
    const { status: _dropped, ...withoutStatus } = body;
    const replaced = await suite.api.put(path(metadata.name), { ...withoutStatus, spec: { size: 2 } });
    expect(replaced.body.status).toEqual({ phase: 'Ready' });
  });

  it('is read by its endpoint as the whole object', async () => {
    const { metadata } = await create();
    const { body } = await suite.api.get(path(metadata.name, '/status'));
    expect(body).toMatchObject({ kind: 'Widget', metadata: { name: metadata.name }, spec: { size: 1 } });
  });

  it('refuses a stale version', async () => {
    const created = await create();
    await suite.api.patch('merge', path(created.metadata.name), { spec: { size: 2 } });
    const stale = await suite.api.put(path(created.metadata.name, '/status'), { ...created, status: { phase: 'x' } });
    expectFailure(stale, { code: 409, reason: 'Conflict' });
  });

  it('merges conditions by type when applied', async () => {
    const { metadata } = await create();
    const apply = (manager: string, type: string): Promise<Wire> => {
      const status = { conditions: [{ type, status: 'True' }] };
      return suite.api.apply(manager, path(metadata.name, '/status'), suite.widget(metadata.name, { status }));
    };
    await apply('a', 'Ready');
    const { body } = await apply('b', 'Healthy');
    expect(body.status.conditions.map(({ type }: { type: string }) => type)).toEqual(['Ready', 'Healthy']);
  });
});

describe('scale', () => {
  it('shows replicas and selector', async () => {
    const { metadata } = await create();
    await suite.api.patch('merge', path(metadata.name, '/status'), { status: { replicas: 1, selector: 'app=x' } });
    const { body } = await suite.api.get(path(metadata.name, '/scale'));
    expect(body).toMatchObject({
      kind: 'Scale',
      apiVersion: 'autoscaling/v1',
      metadata: { name: metadata.name, namespace, uid: metadata.uid },
      spec: { replicas: 2 },
      status: { replicas: 1, selector: 'app=x' },
    });
  });

  it('sets replicas by patch, as "kubectl scale" does', async () => {
    const { metadata } = await create();
    const { status, body } = await suite.api.patch('merge', path(metadata.name, '/scale'), { spec: { replicas: 5 } });
    expect({ status, replicas: body.spec.replicas, kind: body.kind }).toEqual({
      status: 200,
      replicas: 5,
      kind: 'Scale',
    });
    const read = await suite.api.get(path(metadata.name));
    expect(read.body).toMatchObject({ spec: { size: 1, replicas: 5 }, metadata: { generation: 2 } });
  });

  it('sets replicas by update and minds the version', async () => {
    const { metadata } = await create();
    const { body: scale } = await suite.api.get(path(metadata.name, '/scale'));
    const { status } = await suite.api.put(path(metadata.name, '/scale'), { ...scale, spec: { replicas: 7 } });
    expect(status).toBe(200);
    const stale = await suite.api.put(path(metadata.name, '/scale'), { ...scale, spec: { replicas: 8 } });
    expectFailure(stale, { code: 409, reason: 'Conflict' });
  });

  it('refuses less than none', async () => {
    const { metadata } = await create();
    const { status } = await suite.api.patch('merge', path(metadata.name, '/scale'), { spec: { replicas: -1 } });
    expect(status).toBe(422);
  });

  it('records who scaled', async () => {
    const { metadata } = await create();
    await suite.api.patch(
      'merge',
      path(metadata.name, '/scale'),
      { spec: { replicas: 5 } },
      { query: { fieldManager: 'scaler' } },
    );
    const { body } = await suite.api.get(path(metadata.name));
    expect(body.metadata.managedFields).toContainEqual(
      expect.objectContaining({
        manager: 'scaler',
        subresource: 'scale',
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      }),
    );
  });

  it('belongs to workloads too', async () => {
    const labels = { app: 'a' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'i' }] } };
    const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`;
    await suite.created(deployments, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'scaled' },
      spec: { selector: { matchLabels: labels }, template },
    });
    const { body } = await suite.api.get(`${deployments}/scaled/scale`);
    expect(body).toMatchObject({ kind: 'Scale', spec: { replicas: 1 }, status: { selector: 'app=a' } });
    await suite.api.patch('merge', `${deployments}/scaled/scale`, { spec: { replicas: 4 } });
    expect((await suite.api.get(`${deployments}/scaled`)).body.spec.replicas).toBe(4);
  });

  it('is nothing that other kinds have', async () => {
    const response = await suite.api.get(`/api/v1/namespaces/${namespace}/configmaps/a/scale`);
    expect(response.status).toBe(404);
  });
});
