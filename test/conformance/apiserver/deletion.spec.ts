import type { Wire } from './api-client.js';
import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

type Json = Record<string, unknown>;

const suite = conformanceSuite('deletion');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const path = (name?: string): string => `${suite.widgets(namespace)}${name ? `/${name}` : ''}`;
const create = (metadata: Json = {}, name = suite.name()): Promise<Wire> =>
  suite.created(path(), suite.widget(name, { metadata }));
const gone = (name: string): Promise<unknown> => suite.eventually(path(name), ({ status }) => status === 404);

describe('finalizers', () => {
  const held = ['example.com/hold'];

  it('hold an object back, which says since when it is going', async () => {
    const { metadata } = await create({ finalizers: held });
    const { status, body } = await suite.api.delete(path(metadata.name));
    expect({ status, kind: body.kind }).toEqual({ status: 200, kind: 'Widget' });
    expect(body.metadata).toMatchObject({
      deletionTimestamp: expect.stringMatching(/Z$/),
      deletionGracePeriodSeconds: 0,
      generation: 2,
    });
    const read = await suite.api.get(path(metadata.name));
    expect(read.body.metadata.deletionTimestamp).toBe(body.metadata.deletionTimestamp);
  });

  it('let go with the last one, by a deletion of its own version', async () => {
    const { metadata } = await create({ finalizers: held });
    const watch = await suite.api.watch(path(), { fieldSelector: `metadata.name=${metadata.name}` });
    await suite.api.delete(path(metadata.name));
    const released = await suite.api.patch('merge', path(metadata.name), { metadata: { finalizers: null } });
    expect(released.status).toBe(200);
    const events = [await watch.next(), await watch.next(), await watch.next()];
    watch.close();
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
    const versions = events.map(({ object }) => BigInt(object.metadata.resourceVersion));
    expect(versions[2]).toBeGreaterThan(versions[1]!);
    expectFailure(await suite.api.get(path(metadata.name)), { code: 404, reason: 'NotFound' });
  });

  it('make a second delete a matter of course', async () => {
    const { metadata } = await create({ finalizers: held });
    const first = await suite.api.delete(path(metadata.name));
    const second = await suite.api.delete(path(metadata.name));
    expect(second.status).toBe(200);
    expect(second.body.metadata.resourceVersion).toBe(first.body.metadata.resourceVersion);
  });

  it('may not be added any more', async () => {
    const { metadata } = await create({ finalizers: held });
    await suite.api.delete(path(metadata.name));
    const change = { metadata: { finalizers: [...held, 'example.com/more'] } };
    expectFailure(await suite.api.patch('merge', path(metadata.name), change), {
      code: 422,
      reason: 'Invalid',
      causes: ['FieldValueForbidden metadata.finalizers'],
    });
  });

  it('do not let a client take the deletion back', async () => {
    const { metadata } = await create({ finalizers: held });
    await suite.api.delete(path(metadata.name));
    const { body } = await suite.api.patch('merge', path(metadata.name), { metadata: { deletionTimestamp: null } });
    expect(body.metadata.deletionTimestamp).toBeTruthy();
  });

  it('keep the name taken', async () => {
    const { metadata } = await create({ finalizers: held });
    await suite.api.delete(path(metadata.name));
    const response = await suite.api.post(path(), suite.widget(metadata.name));
    expectFailure(response, { code: 409, reason: 'AlreadyExists' });
    expect(response.body.message).toContain('object is being deleted');
  });
});

describe('preconditions', () => {
  it.each<{ does: string; preconditions: Json }>([
    { does: 'uid', preconditions: { uid: 'other' } },
    { does: 'version', preconditions: { resourceVersion: '1' } },
  ])('refuse another $does', async ({ preconditions }) => {
    const { metadata } = await create();
    expectFailure(await suite.api.delete(path(metadata.name), { preconditions }), { code: 409, reason: 'Conflict' });
    expect((await suite.api.get(path(metadata.name))).status).toBe(200);
  });

  it('let the right object go', async () => {
    const { metadata } = await create();
    const { uid, resourceVersion } = metadata;
    const { status } = await suite.api.delete(path(metadata.name), { preconditions: { uid, resourceVersion } });
    expect(status).toBe(200);
  });

  it('come with options that make sense', async () => {
    const { metadata } = await create();
    const both = { orphanDependents: true, propagationPolicy: 'Background' };
    expectFailure(await suite.api.delete(path(metadata.name), both), { code: 422, reason: 'Invalid' });
    expectFailure(await suite.api.delete(path(metadata.name), { propagationPolicy: 'Sideways' }), {
      code: 422,
      reason: 'Invalid',
    });
  });
});

describe('dependents', () => {
  const ownedBy = (owner: { metadata: { name: string; uid: string } }, more: Json = {}): Json => ({
    ownerReferences: [
      { apiVersion: suite.apiVersion, kind: 'Widget', name: owner.metadata.name, uid: owner.metadata.uid, ...more },
    ],
  });

  it('follow their owner in the background', async () => {
    const owner = await create();
    const dependent = await create(ownedBy(owner));
    const { body } = await suite.api.delete(path(owner.metadata.name), { propagationPolicy: 'Background' });
    expect(body).toMatchObject({ kind: 'Status', status: 'Success' });
    expect(await gone(dependent.metadata.name)).toMatchObject({ status: 404 });
  });

  it('go first in the foreground', async () => {
    const owner = await create();
    const dependent = await create({
      ...ownedBy(owner, { blockOwnerDeletion: true }),
      finalizers: ['example.com/hold'],
    });
    const { body } = await suite.api.delete(path(owner.metadata.name), { propagationPolicy: 'Foreground' });
    expect(body.metadata.finalizers).toEqual(['foregroundDeletion']);
    await suite.eventually(path(dependent.metadata.name), (response) => response.body.metadata.deletionTimestamp);
    expect((await suite.api.get(path(owner.metadata.name))).status).toBe(200);
    await suite.api.patch('merge', path(dependent.metadata.name), { metadata: { finalizers: null } });
    expect(await gone(owner.metadata.name)).toMatchObject({ status: 404 });
  });

  it('stay as orphans', async () => {
    const owner = await create();
    const dependent = await create(ownedBy(owner));
    await suite.api.delete(path(owner.metadata.name), { propagationPolicy: 'Orphan' });
    await gone(owner.metadata.name);
    const { body } = await suite.eventually(
      path(dependent.metadata.name),
      (response) => !response.body.metadata.ownerReferences?.length,
    );
    expect(body.metadata.name).toBe(dependent.metadata.name);
  });

  it('stay as long as one of their owners does', async () => {
    const [first, second] = [await create(), await create()];
    const dependent = await create({
      ownerReferences: [...(ownedBy(first).ownerReferences as Json[]), ...(ownedBy(second).ownerReferences as Json[])],
    });
    await suite.api.delete(path(first.metadata.name));
    const { body } = await suite.api.get(path(dependent.metadata.name));
    expect(body.metadata.name).toBe(dependent.metadata.name);
    await suite.api.delete(path(second.metadata.name));
    expect(await gone(dependent.metadata.name)).toMatchObject({ status: 404 });
  });

  it('follow an owner that was never there under that uid', async () => {
    const owner = await create();
    const dependent = await create(ownedBy({ metadata: { ...owner.metadata, uid: 'another-incarnation' } }));
    expect(await gone(dependent.metadata.name)).toMatchObject({ status: 404 });
  });
});

describe('namespaces', () => {
  const at = (name: string): string => `/api/v1/namespaces/${name}`;

  it('are active and carry their name as a label', async () => {
    const name = await suite.namespace();
    const { body } = await suite.api.get(at(name));
    expect(body).toMatchObject({
      metadata: { labels: { 'kubernetes.io/metadata.name': name } },
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    });
  });

  it('take everything in them along, and wait for it', async () => {
    const name = await suite.namespace();
    await suite.created(suite.widgets(name), suite.widget('held', { metadata: { finalizers: ['example.com/hold'] } }));
    await suite.created(suite.widgets(name), suite.widget('free'));
    await suite.api.delete(at(name));
    await suite.eventually(`${suite.widgets(name)}/free`, ({ status }) => status === 404);
    const waiting = await suite.api.get(at(name));
    expect(waiting.body).toMatchObject({
      status: { phase: 'Terminating' },
      metadata: { deletionTimestamp: expect.any(String) },
    });
    const late = await suite.api.post(suite.widgets(name), suite.widget('late'));
    expectFailure(late, { code: 403, reason: 'Forbidden', causes: ['NamespaceTerminating metadata.namespace'] });
    await suite.eventually(`${suite.widgets(name)}/held`, ({ body }) => body.metadata?.deletionTimestamp);
    await suite.api.patch('merge', `${suite.widgets(name)}/held`, { metadata: { finalizers: null } });
    expect(await suite.eventually(at(name), ({ status }) => status === 404)).toBeDefined();
  });

  it('are not deleted all at once', async () => {
    expectFailure(await suite.api.delete('/api/v1/namespaces'), { code: 405, reason: 'MethodNotAllowed' });
  });

  it.each(['default', 'kube-system', 'kube-public'])('%s stays', async (name) => {
    expectFailure(await suite.api.delete(at(name)), { code: 403, reason: 'Forbidden' });
  });
});
