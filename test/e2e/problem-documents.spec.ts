import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { DATABASE_CLUSTER } from '../../src/resources/database-cluster/index.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer, type RequestOptions } from '../harness/sandbox-app.js';
import { aSpec, BAD_FIELDS, CLUSTERS, JSON_TYPE, ORDERS, REFUSED_REQUESTS } from './refused-requests.js';

describe('problem documents', () => {
  let sandbox: SandboxApp;
  let client: HttpKubeClient;

  beforeAll(async () => {
    sandbox = await SandboxApp.start();
    client = connect(sandbox.cluster.kubeConfigFor('tester'), { userAgent: 'tester' });
    await sandbox.request('POST', CLUSTERS, { body: { metadata: { name: 'orders' }, spec: aSpec() } });
    await eventually(
      () => sandbox.request('GET', ORDERS),
      ({ body }) => body.status?.phase === 'Running',
    );
  });

  afterAll(async () => {
    await client.close();
    await sandbox.stop();
  });

  /** Version of everything that a refused request might have changed. */
  const storeVersion = async (): Promise<string> => {
    const { items } = await client.list(DATABASE_CLUSTER);
    return items.map(({ metadata }) => `${metadata.name}@${metadata.resourceVersion}`).join();
  };

  const expectProblem = ({ status, headers, body }: Answer, expected: { status: number; code: string }): void => {
    expect({ status, body }).toMatchObject({
      status: expected.status,
      body: { status: expected.status, code: expected.code },
    });
    expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(body).toMatchObject({
      title: expect.any(String),
      detail: expect.any(String),
      retryable: expect.any(Boolean),
    });
    expect(body.type).toMatch(new RegExp(`#${expected.code}$`));
    expect(body.requestId).toBe(headers.get('x-request-id'));
    expect(body.instance).toMatch(/^\/[^?]*$/);
    expect(JSON.stringify(body)).not.toMatch(/\bat .*\.(ts|js):\d+/);
  };

  const refuse = async (
    method: string,
    path: string,
    options: RequestOptions,
    expected: { status: number; code: string },
  ): Promise<Answer> => {
    const before = await storeVersion();
    const answer = await sandbox.request(method, path, options);
    expectProblem(answer, expected);
    expect(await storeVersion()).toBe(before);
    return answer;
  };

  const WAYS = [
    {
      way: 'POST',
      send: (spec: object): Promise<Answer> =>
        refuse(
          'POST',
          CLUSTERS,
          { body: { metadata: { name: 'new' }, spec: aSpec(spec) } },
          { status: 422, code: 'invalid_spec' },
        ),
    },
    {
      way: 'PUT',
      send: (spec: object): Promise<Answer> =>
        refuse(
          'PUT',
          ORDERS,
          { body: { spec: aSpec(spec) }, headers: { 'if-match': '*' } },
          { status: 422, code: 'invalid_spec' },
        ),
    },
    {
      way: 'PATCH',
      send: (spec: object): Promise<Answer> =>
        refuse('PATCH', ORDERS, { body: { spec } }, { status: 422, code: 'invalid_spec' }),
    },
  ];

  describe.each(WAYS)('by $way', ({ send }) => {
    it.each(BAD_FIELDS)('names the field of $given', async ({ spec, pointer, code, says, allowed = [] }) => {
      const { body } = await send(spec);
      expect(body.errors).toEqual([expect.objectContaining({ pointer, code, message: expect.stringMatching(says) })]);
      expect(body.detail).toContain(pointer);
      expect(body.errors[0].allowed ?? []).toEqual(expect.arrayContaining(allowed));
    });
  });

  it.each<{ given: string; spec: object; pointer: string; code: string; says: RegExp }>([
    {
      given: 'storage that shrinks',
      spec: { storage: { size: '5Gi' } },
      pointer: '/spec/storage/size',
      code: 'invalid',
      says: /shrink|grow|10Gi/,
    },
    {
      given: 'another engine',
      spec: { engine: 'mysql' },
      pointer: '/spec/engine',
      code: 'invalid',
      says: /immutable|create another cluster/,
    },
    {
      given: 'another storage class',
      spec: { storage: { className: 'slow' } },
      pointer: '/spec/storage/className',
      code: 'invalid',
      says: /immutable|volumes stay/,
    },
    { given: 'an older version', spec: { version: '16' }, pointer: '/spec/version', code: 'invalid', says: /16/ },
  ])('refuses $given of a database that exists', async ({ spec, pointer, says }) => {
    const { body } = await refuse('PATCH', ORDERS, { body: { spec } }, { status: 422, code: 'invalid_spec' });
    expect(body.errors).toEqual([expect.objectContaining({ pointer, message: expect.stringMatching(says) })]);
  });

  it('refuses an unknown engine, and lists the known ones', async () => {
    const body = { metadata: { name: 'new' }, spec: aSpec({ engine: 'oracle' }) };
    const answer = await refuse('POST', CLUSTERS, { body }, { status: 422, code: 'unknown_engine' });
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/spec/engine',
        code: 'not_supported',
        allowed: expect.arrayContaining(['postgresql']),
      }),
    ]);
  });

  it('names all that is wrong at once', async () => {
    const spec = aSpec({ clusterSize: 0, colour: 'red', storage: { size: 'x' }, version: 'new' });
    const answer = await refuse(
      'POST',
      CLUSTERS,
      { body: { metadata: { name: 'new', owner: 'me' }, spec } },
      { status: 422, code: 'invalid_spec' },
    );
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/metadata/owner']);
    const again = await refuse(
      'POST',
      CLUSTERS,
      { body: { metadata: { name: 'new' }, spec } },
      { status: 422, code: 'invalid_spec' },
    );
    const pointers = again.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort();
    expect(pointers).toEqual(['/spec/clusterSize', '/spec/colour', '/spec/storage/size', '/spec/version']);
  });

  describe('of requests that are no cluster at all', () => {
    it.each(REFUSED_REQUESTS)('$given', async ({ method = 'POST', path = CLUSTERS, options, status, code }) => {
      const { body } = await refuse(method, path, options, { status, code });
      expect(body.detail).not.toBe('');
    });

    it('names the query key and what is known instead', async () => {
      const { body } = await sandbox.request('GET', `${CLUSTERS}?page=2`);
      expect(body.errors).toEqual([
        expect.objectContaining({
          pointer: '?page',
          code: 'unknown_field',
          allowed: expect.arrayContaining(['cursor', 'limit']),
        }),
      ]);
    });

    it('survives a body of brackets without end', async () => {
      const body = `{"spec":${'['.repeat(200_000)}`;
      const answer = await refuse(
        'POST',
        CLUSTERS,
        { body, headers: JSON_TYPE },
        { status: 400, code: 'malformed_request' },
      );
      expect(answer.body.retryable).toBe(false);
    });

    it('survives a body that nests deeper than anything real', async () => {
      const deep = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
      const body = `{"metadata":{"name":"new"},"spec":${deep}}`;
      const answer = await sandbox.request('POST', CLUSTERS, { body, headers: JSON_TYPE });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    });
  });
});
