import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

const suite = conformanceSuite('objects');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const configMaps = (): string => `/api/v1/namespaces/${namespace}/configmaps`;
const path = (name?: string): string => `${suite.widgets(namespace)}${name ? `/${name}` : ''}`;

describe('objects', () => {
  it('are created, read, replaced, listed and deleted', async () => {
    const name = suite.name();
    const created = await suite.api.post(path(), suite.widget(name, { spec: { size: 1 } }));
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ kind: 'Widget', apiVersion: suite.apiVersion, metadata: { name, namespace } });

    const read = await suite.api.get(path(name));
    expect(read).toMatchObject({ status: 200, body: created.body });

    const replaced = await suite.api.put(path(name), { ...created.body, spec: { size: 2 } });
    expect(replaced).toMatchObject({ status: 200, body: { spec: { size: 2 } } });
    expect(replaced.body.metadata.resourceVersion).not.toBe(created.body.metadata.resourceVersion);

    const list = await suite.api.get(path());
    expect(list.body).toMatchObject({ kind: 'WidgetList', apiVersion: suite.apiVersion });
    expect(list.body.items).toContainEqual(replaced.body);

    const deleted = await suite.api.delete(path(name));
    expect(deleted).toMatchObject({
      status: 200,
      body: { kind: 'Status', status: 'Success', details: { name, kind: 'widgets', uid: created.body.metadata.uid } },
    });
    expectFailure(await suite.api.get(path(name)), { code: 404, reason: 'NotFound' });
  });

  it('are read from YAML too', async () => {
    const name = suite.name();
    const yaml = `apiVersion: ${suite.apiVersion}\nkind: Widget\nmetadata:\n  name: ${name}\nspec:\n  size: 3\n`;
    const { status, body } = await suite.api.post(path(), yaml, { contentType: 'application/yaml' });
    expect({ status, spec: body.spec }).toMatchObject({ status: 201, spec: { size: 3 } });
  });

  it('are read from YAML with anchors and merged maps', async () => {
    const name = suite.name();
    const yaml = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\nbinaryData: &none {}\ndata:\n  <<: {a: b}\n  c: d\n`;
    const { status, body } = await suite.api.post(configMaps(), yaml, { contentType: 'application/yaml' });
    expect({ status, data: body.data }).toEqual({ status: 201, data: { a: 'b', c: 'd' } });
  });

  it('are decoded from the protobuf that kubectl sends, and answered as JSON', async () => {
    const body = Buffer.from(
      'azhzAAoPCgJ2MRIJQ29uZmlnTWFwEkAKHgoIc2V0dGluZ3MSABoGb3JkZXJzIgAqADIAOABCABIMCgRtb2RlEgRmYXN0GhAKB2Jpbi5kYXQSBWJpbv/+GgAiAA==',
      'base64',
    );
    // The namespace that the recorded body names.
    await suite.namespace('orders');
    const response = await suite.api.post('/api/v1/namespaces/orders/configmaps', body, {
      contentType: 'application/vnd.kubernetes.protobuf',
    });
    expect(response).toMatchObject({
      status: 201,
      body: { metadata: { name: 'settings' }, data: { mode: 'fast' }, binaryData: { 'bin.dat': 'Ymlu//4=' } },
    });
  });

  it('lists nothing as an empty list', async () => {
    const empty = await suite.namespace();
    const { body } = await suite.api.get(suite.widgets(empty));
    expect(body.items).toEqual([]);
    expect(body.metadata.resourceVersion).toMatch(/^\d+$/);
  });

  it('are deleted as a collection', async () => {
    const own = await suite.namespace();
    for (const name of ['a', 'b', 'c']) {
      const labels = name === 'c' ? {} : { gone: 'yes' };
      await suite.created(suite.widgets(own), suite.widget(name, { metadata: { labels } }));
    }
    const { status } = await suite.api.delete(suite.widgets(own), undefined, { query: { labelSelector: 'gone=yes' } });
    expect(status).toBe(200);
    const { body } = await suite.api.get(suite.widgets(own));
    expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(['c']);
  });
});

describe('errors', () => {
  it('name an absent object by its resource and group', async () => {
    const response = await suite.api.get(path('absent'));
    expectFailure(response, { code: 404, reason: 'NotFound' });
    expect(response.body.message).toBe(`widgets.${suite.group} "absent" not found`);
    expect(response.body.details).toEqual({ name: 'absent', group: suite.group, kind: 'widgets' });
  });

  it('refuse a name that is taken', async () => {
    const name = suite.name();
    await suite.created(path(), suite.widget(name));
    const response = await suite.api.post(path(), suite.widget(name));
    expectFailure(response, { code: 409, reason: 'AlreadyExists' });
    expect(response.body.details).toMatchObject({ name, kind: 'widgets' });
  });

  it('refuse a namespace that does not exist', async () => {
    const response = await suite.api.post(suite.widgets('nowhere'), suite.widget('a'));
    expectFailure(response, { code: 404, reason: 'NotFound' });
    expect(response.body.message).toContain('namespaces "nowhere" not found');
  });

  it('refuse a stale resourceVersion', async () => {
    const name = suite.name();
    const created = await suite.created(path(), suite.widget(name));
    await suite.api.put(path(name), { ...created, spec: { size: 2 } });
    const stale = await suite.api.put(path(name), { ...created, spec: { size: 3 } });
    expectFailure(stale, { code: 409, reason: 'Conflict' });
    expect(stale.body.message).toContain('the object has been modified');
  });

  it('refuse to replace a custom resource blindly', async () => {
    const name = suite.name();
    await suite.created(path(), suite.widget(name));
    expectFailure(await suite.api.put(path(name), suite.widget(name, { spec: { size: 2 } })), {
      code: 422,
      reason: 'Invalid',
      causes: ['FieldValueInvalid metadata.resourceVersion'],
    });
  });

  it('refuse a custom resource of another kind than the endpoint', async () => {
    const { status, body } = await suite.api.post(path(), { ...suite.widget('a'), kind: 'Gadget' });
    // To kube-apiserver the kind of a custom resource is a field like others: 422.
    expect([400, 422]).toContain(status);
    expect(body.message).toContain('Gadget');
  });

  it.each<{ does: string; change: Record<string, unknown> }>([
    { does: 'of another version', change: { apiVersion: 'example.com/v9' } },
    { does: 'of another namespace', change: { metadata: { name: 'a', namespace: 'elsewhere' } } },
  ])('refuse an object $does than the endpoint', async ({ change }) => {
    const response = await suite.api.post(path(), { ...suite.widget('a'), ...change });
    expectFailure(response, { code: 400, reason: 'BadRequest' });
  });

  it('refuse an object whose name is not that of the URL', async () => {
    const name = suite.name();
    const created = await suite.created(path(), suite.widget(name));
    const other = { ...created, metadata: { ...created.metadata, name: 'other' } };
    expectFailure(await suite.api.put(path(name), other), { code: 400, reason: 'BadRequest' });
  });

  it.each([
    { does: 'broken JSON', body: '{"kind":', contentType: 'application/json' },
    { does: 'a list for an object', body: '[]', contentType: 'application/json' },
    { does: 'a scalar of YAML', body: 'text', contentType: 'application/yaml' },
    { does: 'a map of YAML with a list for a key', body: '? [a]\n: b', contentType: 'application/yaml' },
  ])('refuse $does', async ({ body, contentType }) => {
    expectFailure(await suite.api.post(path(), body, { contentType }), { code: 400, reason: 'BadRequest' });
  });

  it('refuse broken protobuf', async () => {
    const contentType = 'application/vnd.kubernetes.protobuf';
    const response = await suite.api.post(configMaps(), 'k8s\0\xff', { contentType });
    expectFailure(response, { code: 400, reason: 'BadRequest' });
  });

  it('refuse a body of an unknown type and say which are known', async () => {
    const response = await suite.api.post(path(), 'x', { contentType: 'text/csv' });
    expectFailure(response, { code: 415, reason: 'UnsupportedMediaType' });
    expect(response.body.message).toContain('application/json');
  });

  it('refuse to answer in an unknown type', async () => {
    const response = await suite.api.get(path(), { headers: { accept: 'text/csv' } });
    expect(response.status).toBe(406);
  });

  it.each(['PUT', 'PATCH'])('refuse %s of a collection', async (method) => {
    const response = await suite.api.request(method, configMaps(), {
      body: {},
      contentType: method === 'PATCH' ? 'application/merge-patch+json' : 'application/json',
    });
    expect(response.status).toBe(405);
  });

  it('refuse a namespaced item without a namespace and a cluster-wide one within', async () => {
    expect((await suite.api.get(`${suite.widgets()}/a`)).status).toBe(404);
    expect((await suite.api.get(`/api/v1/namespaces/${namespace}/namespaces/${namespace}`)).status).toBe(404);
  });

  it('ask who is there', async () => {
    const nobody = suite.as('wrong');
    expectFailure(await nobody.get(path()), { code: 401, reason: 'Unauthorized' });
  });
});

describe('limits', () => {
  const large = (bytes: number): unknown => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: suite.name('large') },
    data: { text: 'x'.repeat(bytes) },
  });
  const configMaps = (): string => `/api/v1/namespaces/${namespace}/configmaps`;

  it('take an object of half a megabyte', async () => {
    expect((await suite.api.post(configMaps(), large(500_000))).status).toBe(201);
  });

  it('refuse a request over three megabytes', async () => {
    expectFailure(await suite.api.post(configMaps(), large(3 * 1024 * 1024 + 1)), {
      code: 413,
      reason: 'RequestEntityTooLarge',
    });
  });

  it('refuse a patch of more than ten thousand operations', async () => {
    const name = suite.name();
    await suite.created(path(), suite.widget(name, { spec: { size: 1 } }));
    const operations = Array.from({ length: 10_001 }, () => ({ op: 'test', path: '/spec/size', value: 1 }));
    expectFailure(await suite.api.patch('json', path(name), operations), {
      code: 413,
      reason: 'RequestEntityTooLarge',
    });
  });
});
