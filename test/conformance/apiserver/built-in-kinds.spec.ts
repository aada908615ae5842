import { conformanceSuite } from './conformance-suite.js';
import { expectFailure } from './failure.js';

const suite = conformanceSuite('builtin');

let namespace: string;
beforeAll(async () => {
  namespace = await suite.namespace();
});

const core = (plural: string, name?: string): string =>
  `/api/v1/namespaces/${namespace}/${plural}${name ? `/${name}` : ''}`;

describe('secrets', () => {
  const create = (fields: object, name = suite.name('secret')): ReturnType<typeof suite.api.post> =>
    suite.api.post(core('secrets'), { apiVersion: 'v1', kind: 'Secret', metadata: { name }, ...fields });

  it('fold texts into data and forget them', async () => {
    const { body } = await create({ data: { a: 'eA==' }, stringData: { b: 'y' } });
    expect(body).toMatchObject({ type: 'Opaque', data: { a: 'eA==', b: 'eQ==' } });
    expect(body).not.toHaveProperty('stringData');
  });

  it('keep their type', async () => {
    const { body } = await create({ type: 'example.com/a' });
    const response = await suite.api.put(core('secrets', body.metadata.name), { ...body, type: 'example.com/b' });
    expectFailure(response, { code: 422, reason: 'Invalid', causes: ['FieldValueInvalid type'] });
  });

  it('stay as they are when immutable', async () => {
    const { body } = await create({ data: { a: 'eA==' }, immutable: true });
    const change = { ...body, data: { a: 'eQ==' } };
    expectFailure(await suite.api.put(core('secrets', body.metadata.name), change), {
      code: 422,
      reason: 'Invalid',
      causes: ['FieldValueForbidden data'],
    });
  });

  it('are selected by type', async () => {
    await create({ type: 'example.com/special' }, 'special');
    const { body } = await suite.api.get(core('secrets'), { query: { fieldSelector: 'type=example.com/special' } });
    expect(body.items.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(['special']);
  });
});

describe('services', () => {
  const create = (spec: object): ReturnType<typeof suite.created> =>
    suite.created(core('services'), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: suite.name('svc') },
      spec: { ports: [{ port: 80 }], ...spec },
    });

  it('get an address, and their defaults', async () => {
    const { spec } = await create({});
    expect(spec.clusterIP).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: 80, protocol: 'TCP' }] });
  });

  it('get none when headless', async () => {
    expect((await create({ clusterIP: 'None' })).spec.clusterIP).toBe('None');
  });
});

describe('leases', () => {
  const path = (name?: string): string =>
    `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases${name ? `/${name}` : ''}`;
  const spec = {
    holderIdentity: 'me',
    leaseDurationSeconds: 15,
    acquireTime: '2026-01-02T03:04:05.000000Z',
    renewTime: '2026-01-02T03:04:05.120000Z',
    leaseTransitions: 0,
  };

  it('keep their times to the microsecond, as text', async () => {
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'times' }, spec };
    await suite.created(path(), lease);
    expect((await suite.api.get(path('times'))).body.spec).toEqual(spec);
  });

  it('go to one of two who would take them', async () => {
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { name: 'contended' }, spec };
    const created = await suite.created(path(), lease);
    const takeOver = (holderIdentity: string): ReturnType<typeof suite.api.put> =>
      suite.api.put(path('contended'), { ...created, spec: { ...spec, holderIdentity } });
    const answers = await Promise.all([takeOver('a'), takeOver('b')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a namespace', () => {
  it('comes with a service account', async () => {
    const { status } = await suite.eventually(
      core('serviceaccounts', 'default'),
      (response) => response.status === 200,
    );
    expect(status).toBe(200);
  });
});
