import type { Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('apply');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const path = (name: string): string => `${suite.widgets(namespace)}/${name}`;

interface ApplyOptions {
  readonly force?: boolean;
  readonly query?: Record<string, string>;
}

const apply = (
  manager: string,
  name: string,
  spec: Json,
  options: ApplyOptions = {},
): ReturnType<typeof suite.api.apply> => suite.api.apply(manager, path(name), suite.widget(name, { spec }), options);

interface Entry {
  manager: string;
  operation: string;
  subresource?: string;
  time: string;
  fieldsType: string;
  fieldsV1: Json;
}

/** What each manager owns of the spec. */
function ownersOf(object: { metadata: { managedFields?: Entry[] } }): Json {
  const entries = object.metadata.managedFields ?? [];
  return Object.fromEntries(entries.map(({ manager, fieldsV1 }) => [manager, fieldsV1['f:spec']]));
}

describe('server-side apply', () => {
  it('creates what is absent', async () => {
    const name = suite.name();
    const { status, body } = await apply('a', name, { size: 1 });
    expect(status).toBe(201);
    expect(body.metadata.managedFields).toEqual([
      {
        manager: 'a',
        operation: 'Apply',
        apiVersion: suite.apiVersion,
        time: expect.stringMatching(/Z$/),
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:spec': { 'f:size': {} } },
      },
    ]);
  });

  it('takes YAML', async () => {
    const name = suite.name();
    const yaml = `apiVersion: ${suite.apiVersion}\nkind: Widget\nmetadata:\n  name: ${name}\nspec:\n  size: 3\n`;
    const { status, body } = await suite.api.apply('a', path(name), yaml);
    expect({ status, size: body.spec.size }).toEqual({ status: 201, size: 3 });
  });

  it('changes nothing when the same configuration comes again', async () => {
    const name = suite.name();
    const first = await apply('a', name, { size: 1, ports: [{ port: 80 }] });
    const second = await apply('a', name, { size: 1, ports: [{ port: 80 }] });
    expect(second).toMatchObject({ status: 200 });
    expect(second.body).toEqual(first.body);
  });

  it('does not own what was defaulted', async () => {
    const name = suite.name();
    const { body } = await apply('a', name, { size: 1 });
    expect(body.spec).toMatchObject({ size: 1, replicas: 1, mode: 'safe' });
    expect(ownersOf(body)).toEqual({ a: { 'f:size': {} } });
  });

  it('shares a value that two managers agree on', async () => {
    const name = suite.name();
    await apply('a', name, { size: 1 });
    const { status, body } = await apply('b', name, { size: 1 });
    expect(status).toBe(200);
    expect(ownersOf(body)).toEqual({ a: { 'f:size': {} }, b: { 'f:size': {} } });
  });

  it('refuses to change what another manager owns, and says whose it is', async () => {
    const name = suite.name();
    await apply('a', name, { size: 1, tags: { x: '1' } });
    const response = await apply('b', name, { size: 2, tags: { x: '2' } });
    expectFailure(response, {
      code: 409,
      reason: 'Conflict',
      causes: ['FieldManagerConflict .spec.size', 'FieldManagerConflict .spec.tags.x'],
    });
    expect(response.body.details.causes[0].message).toBe('conflict with "a"');
  });

  it('takes by force', async () => {
    const name = suite.name();
    await apply('a', name, { size: 1, mode: 'fast' });
    const { status, body } = await apply('b', name, { size: 2 }, { force: true });
    expect(status).toBe(200);
    expect(body.spec).toMatchObject({ size: 2, mode: 'fast' });
    expect(ownersOf(body)).toEqual({ a: { 'f:mode': {} }, b: { 'f:size': {} } });
  });

  it('removes what its manager no longer applies, unless another does', async () => {
    const name = suite.name();
    await apply('a', name, { size: 1, name: 'abc', tags: { x: '1', y: '1' } });
    await apply('b', name, { name: 'abc' });
    const { body } = await apply('a', name, { size: 1, tags: { x: '1' } });
    expect(body.spec).toMatchObject({ size: 1, name: 'abc', tags: { x: '1' } });
    expect(body.spec.tags).not.toHaveProperty('y');
    expect(ownersOf(body).b).toEqual({ 'f:name': {} });
  });

  it('merges keyed lists by item and removes its own items only', async () => {
    const name = suite.name();
    await apply('a', name, { ports: [{ port: 80, name: 'http' }, { port: 81 }] });
    const merged = await apply('b', name, { ports: [{ port: 90, name: 'admin' }] });
    expect(merged.body.spec.ports.map(({ port }: { port: number }) => port)).toEqual([80, 81, 90]);
    expect(ownersOf(merged.body).b).toEqual({
      'f:ports': { 'k:{"port":90,"protocol":"TCP"}': { '.': {}, 'f:name': {}, 'f:port': {} } },
    });
    const { body } = await apply('a', name, { ports: [{ port: 80, name: 'http' }] });
    expect(body.spec.ports).toEqual([
      { port: 80, name: 'http', protocol: 'TCP' },
      { port: 90, name: 'admin', protocol: 'TCP' },
    ]);
  });

  it('finds the conflict within an item', async () => {
    const name = suite.name();
    await apply('a', name, { ports: [{ port: 80, name: 'http' }] });
    expectFailure(await apply('b', name, { ports: [{ port: 80, name: 'web' }] }), {
      code: 409,
      reason: 'Conflict',
      causes: ['FieldManagerConflict .spec.ports[port=80,protocol="TCP"].name'],
    });
  });

  it('unites sets', async () => {
    const name = suite.name();
    await apply('a', name, { hosts: ['x', 'y'] });
    const united = await apply('b', name, { hosts: ['y', 'z'] });
    expect(united.body.spec.hosts).toEqual(['x', 'y', 'z']);
    const { body } = await apply('a', name, { hosts: [] });
    expect(body.spec.hosts).toEqual(['y', 'z']);
  });

  it.each<{ does: string; first: Json; second: Json; field: string }>([
    { does: 'lists without a type', first: { args: ['x'] }, second: { args: ['y'] }, field: '.spec.args' },
    {
      does: 'atomic maps',
      first: { affinity: { zone: 'z' } },
      second: { affinity: { node: 'n' } },
      field: '.spec.affinity',
    },
  ])('owns and replaces $does as a whole', async ({ first, second, field }) => {
    const name = suite.name();
    await apply('a', name, first);
    expectFailure(await apply('b', name, second), {
      code: 409,
      reason: 'Conflict',
      causes: [`FieldManagerConflict ${field}`],
    });
    const { body } = await apply('b', name, second, { force: true });
    expect(body.spec).toMatchObject(second);
    expect(ownersOf(body)).not.toHaveProperty('a');
  });

  it('merges free maps without a schema by key', async () => {
    const name = suite.name();
    await apply('a', name, { config: { tree: { x: 1 } } });
    const { body } = await apply('b', name, { config: { tree: { y: 2 } } });
    expect(body.spec.config).toEqual({ tree: { x: 1, y: 2 } });
  });

  it('takes turns with other writers', async () => {
    const name = suite.name();
    const applied = await apply('a', name, { size: 1, mode: 'fast' });
    const update = { ...applied.body, spec: { ...applied.body.spec, size: 2 } };
    const updated = await suite.api.put(path(name), update, { query: { fieldManager: 'ui' } });
    expect(ownersOf(updated.body)).toEqual({ a: { 'f:mode': {} }, ui: { 'f:size': {} } });
    const response = await apply('a', name, { size: 1, mode: 'fast' });
    expectFailure(response, { code: 409, reason: 'Conflict', causes: ['FieldManagerConflict .spec.size'] });
    expect(response.body.details.causes[0].message).toBe(`conflict with "ui" using ${suite.apiVersion}`);
  });

  it('names a writer without a manager after its program', async () => {
    const created = await suite.created(suite.widgets(namespace), suite.widget(suite.name(), { spec: { size: 1 } }));
    expect(created.metadata.managedFields[0]).toMatchObject({ manager: 'conformance', operation: 'Update' });
  });

  it('starts with "before-first-apply" where entries were reset', async () => {
    const name = suite.name();
    await apply('a', name, { size: 1 });
    const reset = await suite.api.patch('merge', path(name), { metadata: { managedFields: [{}] } });
    expect(reset.body.metadata).not.toHaveProperty('managedFields');
    expectFailure(await apply('b', name, { size: 2 }), {
      code: 409,
      reason: 'Conflict',
      causes: ['FieldManagerConflict .spec.size'],
    });
    const { body } = await apply('b', name, { size: 1 });
    expect(Object.keys(ownersOf(body)).sort()).toEqual(['b', 'before-first-apply']);
  });

  it('keeps owners of status apart', async () => {
    const name = suite.name();
    await apply('a', name, { size: 1 });
    const status = suite.widget(name, { status: { phase: 'Ready' } });
    const { body } = await suite.api.apply('a', `${path(name)}/status`, status);
    expect(body).toMatchObject({ spec: { size: 1 }, status: { phase: 'Ready' } });
    const entries = body.metadata.managedFields as Entry[];
    expect(entries.map(({ subresource, fieldsV1 }) => [subresource, Object.keys(fieldsV1)])).toEqual(
      expect.arrayContaining([
        [undefined, ['f:spec']],
        ['status', ['f:status']],
      ]),
    );
  });

  it('merges the containers of a built-in kind by name', async () => {
    const name = suite.name('dep');
    const deployment = (...containers: Json[]): Json => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name },
      spec: {
        selector: { matchLabels: { app: 'x' } },
        template: { metadata: { labels: { app: 'x' } }, spec: { containers } },
      },
    });
    const at = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
    await suite.api.apply('a', at, deployment({ name: 'db', image: 'db:1' }));
    const { body } = await suite.api.apply('b', at, deployment({ name: 'side', image: 'side:1' }));
    const images = body.spec.template.spec.containers.map(({ image }: { image: string }) => image);
    expect(images.sort()).toEqual(['db:1', 'side:1']);
  });
});

describe('the owners of an object', () => {
  it('are at most ten who update; the oldest are remembered as ancient', async () => {
    const name = suite.name();
    const created = await suite.created(suite.widgets(namespace), suite.widget(name, { spec: { size: 1 } }));
    for (let writer = 0; writer < 12; writer += 1) {
      const change = { metadata: { annotations: { [`by-${writer}`]: 'x' } } };
      const query = { fieldManager: `writer-${writer}` };
      await suite.api.patch('merge', `${suite.widgets(namespace)}/${created.metadata.name}`, change, { query });
    }
    const { body } = await suite.api.get(`${suite.widgets(namespace)}/${name}`);
    const managers = body.metadata.managedFields.map(({ manager }: { manager: string }) => manager);
    expect(managers).toContain('ancient-changes');
    expect(managers).toHaveLength(10);
  });

  it('are nobody where an update took the list of them away', async () => {
    const name = suite.name();
    await suite.created(suite.widgets(namespace), suite.widget(name, { spec: { size: 1 } }));
    const change = { metadata: { managedFields: [{}] } };
    const { body } = await suite.api.patch('merge', `${suite.widgets(namespace)}/${name}`, change);
    expect(body.metadata).not.toHaveProperty('managedFields');
  });
});

describe('an apply is refused', () => {
  const attempt = (body: unknown, query: Record<string, string> = { fieldManager: 'a' }): Promise<Wire> =>
    suite.api.patch('apply', path('refused'), body, { query });

  it('without a manager', async () => {
    expectFailure(await attempt(suite.widget('refused'), {}), {
      code: 422,
      reason: 'Invalid',
      causes: ['FieldValueRequired fieldManager'],
    });
  });

  it('with a manager that is too long', async () => {
    const response = await attempt(suite.widget('refused'), { fieldManager: 'x'.repeat(129) });
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueTooLong fieldManager'] });
  });

  it.each<{ does: string; body: () => unknown }>([
    { does: 'without a kind', body: () => ({ apiVersion: suite.apiVersion, metadata: { name: 'refused' } }) },
    { does: 'with another kind', body: () => ({ ...suite.widget('refused'), kind: 'Gadget' }) },
    {
      does: 'with managed fields',
      body: () =>
        suite.widget('refused', {
          metadata: {
            managedFields: [
              { manager: 'x', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} },
            ],
          },
        }),
    },
    { does: 'when it is no YAML', body: () => '{"a": [' },
  ])('$does', async ({ body }) => {
    expectFailure(await attempt(body()), { code: 400, reason: 'BadRequest' });
  });

  it('with a uid for an object that does not exist', async () => {
    const response = await attempt(suite.widget('refused', { metadata: { uid: 'u' } }));
    expectFailure(response, { code: 409, reason: 'Conflict' });
  });

  it('with the same item twice', async () => {
    const { status } = await attempt(suite.widget('refused', { spec: { ports: [{ port: 1 }, { port: 1 }] } }));
    expect(status).toBeGreaterThanOrEqual(400);
  });
});
