import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('patches');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const path = (name?: string): string => `${suite.widgets(namespace)}${name ? `/${name}` : ''}`;

async function aWidget(spec: Json = { size: 1, tags: { a: '1' } }): Promise<string> {
  const name = suite.name();
  await suite.created(path(), suite.widget(name, { spec }));
  return name;
}

describe('a merge patch', () => {
  it('merges objects, replaces lists and deletes with null', async () => {
    const name = await aWidget({ size: 1, tags: { a: '1', b: '2' }, args: ['x', 'y'] });
    const { status, body } = await suite.api.patch('merge', path(name), {
      spec: { tags: { a: null, c: '3' }, args: ['z'] },
    });
    expect(status).toBe(200);
    expect(body.spec).toMatchObject({ size: 1, tags: { b: '2', c: '3' }, args: ['z'] });
  });

  it('leaves null members of objects out, within new lists too', async () => {
    const name = await aWidget({ size: 1, config: { items: [{ a: 1 }] } });
    const items = [{ a: 1, b: null }, { c: { d: null } }];
    const { body } = await suite.api.patch('merge', path(name), { spec: { config: { items } } });
    expect(body.spec).toMatchObject({ config: { items: [{ a: 1 }, { c: {} }] } });
    expect(JSON.stringify(body.spec)).not.toContain('null');
  });

  it('is refused when it was made to another version', async () => {
    const name = await aWidget();
    const response = await suite.api.patch('merge', path(name), {
      metadata: { resourceVersion: '1' },
      spec: { size: 2 },
    });
    expectFailure(response, { code: 409, reason: 'Conflict' });
  });

  it('cannot rename', async () => {
    const name = await aWidget();
    const { status } = await suite.api.patch('merge', path(name), { metadata: { name: 'other' } });
    expect([400, 422]).toContain(status);
  });

  it('cannot reach status through the main endpoint', async () => {
    const name = await aWidget();
    const { body } = await suite.api.patch('merge', path(name), { status: { phase: 'x' } });
    expect(body).not.toHaveProperty('status');
  });
});

describe('a JSON patch', () => {
  it('applies its operations in order', async () => {
    const name = await aWidget();
    const { status, body } = await suite.api.patch('json', path(name), [
      { op: 'test', path: '/spec/size', value: 1 },
      { op: 'replace', path: '/spec/size', value: 2 },
      { op: 'add', path: '/spec/tags/b~1c', value: '2' },
      { op: 'remove', path: '/spec/tags/a' },
    ]);
    expect(status).toBe(200);
    expect(body.spec).toMatchObject({ size: 2, tags: { 'b/c': '2' } });
  });

  it.each([
    { does: 'whose test fails', op: { op: 'test', path: '/spec/size', value: 9 } },
    { does: 'of what is not there', op: { op: 'remove', path: '/spec/absent' } },
    { does: 'below what is not there', op: { op: 'add', path: '/spec/absent/x', value: 1 } },
  ])('$does is refused', async ({ op }) => {
    const name = await aWidget();
    expectFailure(await suite.api.patch('json', path(name), [op]), { code: 422, reason: 'Invalid' });
  });

  it('must be a list', async () => {
    const name = await aWidget();
    expectFailure(await suite.api.patch('json', path(name), {}), { code: 400, reason: 'BadRequest' });
  });
});

describe('a strategic merge patch', () => {
  const services = (): string => `/api/v1/namespaces/${namespace}/services`;

  async function aService(): Promise<string> {
    const name = suite.name('svc');
    const ports = [
      { name: 'db', port: 5432, protocol: 'TCP' },
      { name: 'web', port: 80, protocol: 'TCP' },
    ];
    await suite.created(services(), { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { ports } });
    return name;
  }

  it('merges the ports of a service by number', async () => {
    const name = await aService();
    const { body } = await suite.api.patch('strategic', `${services()}/${name}`, {
      spec: { ports: [{ port: 80, name: 'http' }] },
    });
    const ports = body.spec.ports.map(
      ({ name: port, port: number }: { name: string; port: number }) => `${port} ${number}`,
    );
    expect(ports.sort()).toEqual(['db 5432', 'http 80']);
  });

  it('deletes an item by directive', async () => {
    const name = await aService();
    const { body } = await suite.api.patch('strategic', `${services()}/${name}`, {
      spec: { ports: [{ port: 80, $patch: 'delete' }] },
    });
    expect(body.spec.ports).toHaveLength(1);
  });

  it('adds to the finalizers', async () => {
    const name = suite.name('cm');
    const configMaps = `/api/v1/namespaces/${namespace}/configmaps`;
    const metadata = { name, finalizers: ['example.com/a'] };
    await suite.created(configMaps, { apiVersion: 'v1', kind: 'ConfigMap', metadata });
    const { body } = await suite.api.patch('strategic', `${configMaps}/${name}`, {
      metadata: { finalizers: ['example.com/b'] },
    });
    expect([...body.metadata.finalizers].sort()).toEqual(['example.com/a', 'example.com/b']);
    await suite.api.patch('merge', `${configMaps}/${name}`, { metadata: { finalizers: null } });
  });

  it('brings items into the order that it names', async () => {
    const name = await aService();
    const { body } = await suite.api.patch('strategic', `${services()}/${name}`, {
      spec: { '$setElementOrder/ports': [{ port: 80 }, { port: 5432 }] },
    });
    expect(body.spec.ports.map(({ port }: { port: number }) => port)).toEqual([80, 5432]);
  });

  it('replaces a list as a whole by directive', async () => {
    const name = await aService();
    const { body } = await suite.api.patch('strategic', `${services()}/${name}`, {
      spec: { ports: [{ $patch: 'replace' }, { port: 443, name: 'tls', protocol: 'TCP' }] },
    });
    expect(body.spec.ports.map(({ port }: { port: number }) => port)).toEqual([443]);
  });

  it('is not taken for custom resources', async () => {
    const name = await aWidget();
    const response = await suite.api.patch('strategic', path(name), { spec: { size: 2 } });
    expectFailure(response, { code: 415, reason: 'UnsupportedMediaType' });
    expect(response.body.message).toContain('application/merge-patch+json');
  });
});

describe('any patch', () => {
  it.each([
    { type: 'merge' as const, body: {} },
    { type: 'json' as const, body: [] },
  ])('of type $type of an absent object is refused', async ({ type, body }) => {
    expectFailure(await suite.api.patch(type, path('absent'), body), { code: 404, reason: 'NotFound' });
  });

  it('of an unknown type is refused', async () => {
    const response = await suite.api.request('PATCH', path('absent'), { body: {}, contentType: 'application/json' });
    expectFailure(response, { code: 415, reason: 'UnsupportedMediaType' });
  });

  it('may name its type with a charset', async () => {
    const name = await aWidget();
    const contentType = 'application/merge-patch+json; charset=utf-8';
    const { status } = await suite.api.request('PATCH', path(name), { body: { spec: { size: 2 } }, contentType });
    expect(status).toBe(200);
  });

  it('may not force unless it applies', async () => {
    const name = await aWidget();
    const response = await suite.api.patch('merge', path(name), {}, { query: { force: 'true' } });
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueForbidden force'] });
  });

  it.each([
    ['of a number that no number can hold', '{"spec":{"size":1e999}}'],
    ['that is no JSON', '{"spec":'],
    ['of a list', '[1]'],
  ])('%s is refused', async (_does, body) => {
    const name = await aWidget();
    const { status } = await suite.api.patch('merge', path(name), body);
    expect(status).toBe(400);
  });

  it('that changes nothing writes nothing', async () => {
    const name = await aWidget();
    const { body: before } = await suite.api.get(path(name));
    const { status, body } = await suite.api.patch('merge', path(name), { spec: { size: 1 } });
    expect({ status, body }).toEqual({ status: 200, body: before });
  });

  it('may come from many at once', async () => {
    const name = await aWidget({ size: 1 });
    const writers = Array.from({ length: 10 }, (_, index) =>
      suite.api.patch('merge', path(name), { spec: { tags: { [`t${index}`]: 'x' } } }),
    );
    const statuses = (await Promise.all(writers)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200]));
    const { body } = await suite.api.get(path(name));
    expect(Object.keys(body.spec.tags)).toHaveLength(10);
  });
});
