import type { Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('metadata');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const path = (name?: string): string => `${suite.widgets(namespace)}${name ? `/${name}` : ''}`;
const create = (fields: Json = {}, name = suite.name()): Promise<Wire> =>
  suite.created(path(), suite.widget(name, fields));

describe('metadata on create', () => {
  it('is set by the server whatever the client says', async () => {
    const sent = {
      uid: 'mine',
      creationTimestamp: '2001-01-01T00:00:00Z',
      generation: 7,
      selfLink: '/x',
    };
    const { metadata } = await create({ metadata: sent });
    expect(metadata.uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(metadata.creationTimestamp).toMatch(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(metadata.creationTimestamp).not.toBe(sent.creationTimestamp);
    expect(metadata.generation).toBe(1);
    expect(metadata.resourceVersion).toMatch(/^\d+$/);
    expect(metadata).not.toHaveProperty('selfLink');
    expect(metadata.namespace).toBe(namespace);
  });

  it('refuses a resourceVersion', async () => {
    const { status, body } = await suite.api.post(path(), suite.widget('a', { metadata: { resourceVersion: '1' } }));
    // kube-apiserver blames itself: 500.
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.message).toContain('resourceVersion should not be set on objects to be created');
  });

  it('generates a name from a prefix', async () => {
    const object = { apiVersion: suite.apiVersion, kind: 'Widget', metadata: { generateName: 'auto-' } };
    const { metadata } = await suite.created(path(), object);
    expect(metadata.name).toMatch(/^auto-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(metadata.generateName).toBe('auto-');
  });

  it('cuts a long prefix so that the name fits', async () => {
    const object = { apiVersion: suite.apiVersion, kind: 'Widget', metadata: { generateName: 'a'.repeat(80) } };
    const { metadata } = await suite.created(path(), object);
    expect(metadata.name).toHaveLength(63);
  });

  it('prefers a given name to a prefix', async () => {
    const { metadata } = await create({ metadata: { generateName: 'auto-' } }, 'given');
    expect(metadata.name).toBe('given');
  });

  it.each<{ does: string; metadata: Json; cause: string }>([
    { does: 'no name', metadata: { name: '' }, cause: 'FieldValueRequired metadata.name' },
    { does: 'a name in capitals', metadata: { name: 'Upper' }, cause: 'FieldValueInvalid metadata.name' },
    { does: 'a name with an underscore', metadata: { name: 'a_b' }, cause: 'FieldValueInvalid metadata.name' },
    {
      does: 'a label key with spaces',
      metadata: { labels: { 'a b': 'x' } },
      cause: 'FieldValueInvalid metadata.labels',
    },
    {
      does: 'a label value that is too long',
      metadata: { labels: { a: 'x'.repeat(64) } },
      cause: 'FieldValueInvalid metadata.labels',
    },
    {
      does: 'an annotation key with a slash too many',
      metadata: { annotations: { 'a/b/c': 'x' } },
      cause: 'FieldValueInvalid metadata.annotations',
    },
    {
      does: 'too many annotations',
      metadata: { annotations: { a: 'x'.repeat(256 * 1024 + 1) } },
      cause: 'FieldValueTooLong metadata.annotations',
    },
  ])('refuses $does', async ({ metadata, cause }) => {
    const response = await suite.api.post(path(), suite.widget('a', { metadata }));
    expectFailure(response, { code: 422, reason: 'Invalid', causes: [cause] });
  });

  it.each<{ does: string; owner: Json; cause: string }>([
    { does: 'without a uid', owner: { uid: '' }, cause: 'FieldValueRequired metadata.ownerReferences[0].uid' },
    { does: 'without a kind', owner: { kind: '' }, cause: 'FieldValueRequired metadata.ownerReferences[0].kind' },
    { does: 'without a name', owner: { name: '' }, cause: 'FieldValueRequired metadata.ownerReferences[0].name' },
  ])('refuses an owner $does', async ({ owner, cause }) => {
    const reference = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a', uid: 'u', ...owner };
    const response = await suite.api.post(path(), suite.widget('a', { metadata: { ownerReferences: [reference] } }));
    expectFailure(response, { code: 422, reason: 'Invalid', causes: [cause] });
  });

  it('warns of finalizers whose owner nobody can tell', async () => {
    const name = suite.name();
    const { status, headers } = await suite.api.post(
      path(),
      suite.widget(name, { metadata: { finalizers: ['mine'] } }),
    );
    await suite.api.patch('merge', path(name), { metadata: { finalizers: null } });
    expect(status).toBe(201);
    expect(headers.get('warning')).toContain('prefer a domain-qualified finalizer name');
  });

  it('refuses a finalizer that is no name', async () => {
    const response = await suite.api.post(path(), suite.widget('a', { metadata: { finalizers: ['a b'] } }));
    expectFailure(response, { code: 422, reason: 'Invalid' });
  });

  it('refuses two controllers', async () => {
    const owner = (uid: string): Json => ({ apiVersion: 'v1', kind: 'ConfigMap', name: uid, uid, controller: true });
    const response = await suite.api.post(
      path(),
      suite.widget('a', { metadata: { ownerReferences: [owner('u1'), owner('u2')] } }),
    );
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueInvalid metadata.ownerReferences'] });
  });
});

describe('metadata on update', () => {
  it('keeps what is immutable', async () => {
    const created = await create({ spec: { size: 1 } });
    const metadata = { ...created.metadata, creationTimestamp: null, generation: 99 };
    const { body } = await suite.api.put(path(created.metadata.name), { ...created, metadata, spec: { size: 2 } });
    expect(body.metadata).toMatchObject({
      creationTimestamp: created.metadata.creationTimestamp,
      uid: created.metadata.uid,
      generation: 2,
    });
  });

  it('refuses another uid', async () => {
    const created = await create();
    const metadata = { ...created.metadata, uid: 'other' };
    expectFailure(await suite.api.put(path(created.metadata.name), { ...created, metadata }), {
      code: 409,
      reason: 'Conflict',
    });
  });

  it('writes nothing when nothing changes', async () => {
    const created = await create({ spec: { size: 1 } });
    const { status, body } = await suite.api.put(path(created.metadata.name), created);
    expect(status).toBe(200);
    expect(body).toEqual(created);
  });

  it('counts versions upwards over all kinds', async () => {
    const first = await create();
    const second = await suite.created(`/api/v1/namespaces/${namespace}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: suite.name('cm') },
    });
    expect(BigInt(second.metadata.resourceVersion)).toBeGreaterThan(BigInt(first.metadata.resourceVersion));
  });
});

describe('generation', () => {
  const edit = async (created: Wire, change: Json, subresource = ''): Promise<Wire> => {
    const { body } = await suite.api.put(`${path(created.metadata.name)}${subresource}`, { ...created, ...change });
    return body;
  };

  it.each<{ does: string; change: Json; subresource?: string; generation: number }>([
    { does: 'rises with spec', change: { spec: { size: 2 } }, generation: 2 },
    { does: 'stays with labels', change: {}, generation: 1 },
    { does: 'stays when the main endpoint is sent a status', change: { status: { phase: 'x' } }, generation: 1 },
    { does: 'stays with status', change: { status: { phase: 'x' } }, subresource: '/status', generation: 1 },
    { does: 'stays when /status is sent a spec', change: { spec: { size: 9 } }, subresource: '/status', generation: 1 },
  ])('$does', async ({ change, subresource = '', generation }) => {
    const created = await create({ spec: { size: 1 } });
    const labelled = { ...created, metadata: { ...created.metadata, labels: { a: 'b' } } };
    const { metadata } = await edit(labelled, change, subresource);
    expect(metadata.generation).toBe(generation);
  });

  it('is nothing that a config map has', async () => {
    const { metadata } = await suite.created(`/api/v1/namespaces/${namespace}/configmaps`, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: suite.name('cm') },
    });
    expect(metadata).not.toHaveProperty('generation');
  });
});
