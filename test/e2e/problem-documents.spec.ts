import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { DATABASE_CLUSTER } from '../../src/resources/database-cluster/index.js';
import { eventually } from '../harness/eventually.js';
import { SandboxApp, type Answer, type RequestOptions } from '../harness/sandbox-app.js';

const CLUSTERS = '/api/v1/namespaces/default/clusters';
const ORDERS = `${CLUSTERS}/orders`;

const aSpec = (changes: object = {}): object => ({
  engine: 'postgresql',
  version: '17',
  clusterSize: 1,
  storage: { size: '10Gi' },
  ...changes,
});

interface Refusal {
  readonly given: string;
  readonly spec: object;
  readonly pointer: string;
  readonly code: string;
  readonly says: RegExp;
  readonly allowed?: readonly string[];
}

/** Each is wrong in one field; the same by POST, PUT and PATCH. */
const BAD_FIELDS: readonly Refusal[] = [
  {
    given: 'an unknown field',
    spec: { colour: 'red' },
    pointer: '/spec/colour',
    code: 'unknown_field',
    says: /unknown/,
  },
  {
    given: 'an unknown field, deep',
    spec: { storage: { size: '10Gi', iops: 3 } },
    pointer: '/spec/storage/iops',
    code: 'unknown_field',
    says: /unknown/,
  },
  {
    given: 'a text for a number',
    spec: { clusterSize: '3' },
    pointer: '/spec/clusterSize',
    code: 'wrong_type',
    says: /integer/,
  },
  {
    given: 'a number for a text',
    spec: { config: [{ name: 'work_mem', value: 8 }] },
    pointer: '/spec/config/0/value',
    code: 'wrong_type',
    says: /string/,
  },
  {
    given: 'an object for a list',
    spec: { config: { work_mem: '8MB' } },
    pointer: '/spec/config',
    code: 'wrong_type',
    says: /array/,
  },
  {
    given: 'a quantity that is none',
    spec: { storage: { size: 'much' } },
    pointer: '/spec/storage/size',
    code: 'invalid',
    says: /quantity|match/,
  },
  {
    given: 'a size of zero',
    spec: { clusterSize: 0 },
    pointer: '/spec/clusterSize',
    code: 'invalid',
    says: /greater than or equal to 1/,
  },
  {
    given: 'a word that is not in the list',
    spec: { powerState: 'Paused' },
    pointer: '/spec/powerState',
    code: 'not_supported',
    says: /"Running", "Stopped"/,
    allowed: ['Running', 'Stopped'],
  },
  {
    given: 'a parameter that the operator keeps to itself',
    spec: {
      config: [
        { name: 'work_mem', value: '8MB' },
        { name: 'port', value: '1' },
      ],
    },
    pointer: '/spec/config/1/name',
    code: 'forbidden',
    says: /port|operator/,
  },
  {
    given: 'a value out of the range of its parameter',
    spec: { config: [{ name: 'max_connections', value: '-1' }] },
    pointer: '/spec/config/0/value',
    code: 'invalid',
    says: /1/,
  },
  {
    given: 'the same parameter twice',
    spec: {
      config: [
        { name: 'work_mem', value: '8MB' },
        { name: 'work_mem', value: '9MB' },
      ],
    },
    pointer: '/spec/config/1',
    code: 'duplicate',
    says: /work_mem/,
  },
  {
    given: 'an unknown version',
    spec: { version: '9.4' },
    pointer: '/spec/version',
    code: 'not_supported',
    says: /9\.4/,
    allowed: ['17.6'],
  },
  {
    given: 'an unknown proxy',
    spec: { proxy: { type: 'haproxy' } },
    pointer: '/spec/proxy/type',
    code: 'not_supported',
    says: /haproxy/,
    allowed: ['pgbouncer'],
  },
  {
    given: 'source ranges without a load balancer',
    spec: { expose: { type: 'NodePort', sourceRanges: ['10.0.0.0/8'] } },
    pointer: '/spec/expose/sourceRanges',
    code: 'forbidden',
    says: /LoadBalancer/,
  },
];

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
    const JSON_TYPE = { 'content-type': 'application/json' };

    it.each<{ given: string; method?: string; path?: string; options: RequestOptions; status: number; code: string }>([
      {
        given: 'invalid JSON',
        options: { body: '{"spec":', headers: JSON_TYPE },
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'an empty body of JSON',
        options: { body: '', headers: JSON_TYPE },
        status: 400,
        code: 'malformed_request',
      },
      { given: 'a list', options: { body: '[]', headers: JSON_TYPE }, status: 422, code: 'invalid_spec' },
      { given: 'null', options: { body: 'null', headers: JSON_TYPE }, status: 422, code: 'invalid_spec' },
      { given: 'no spec', options: { body: { metadata: { name: 'new' } } }, status: 422, code: 'invalid_spec' },
      { given: 'no name', options: { body: { spec: aSpec() } }, status: 422, code: 'invalid_spec' },
      {
        given: 'a name that Kubernetes would refuse',
        options: { body: { metadata: { name: 'No Name' }, spec: aSpec() } },
        status: 422,
        code: 'invalid_spec',
      },
      {
        given: 'a name that is too long',
        options: { body: { metadata: { name: 'n'.repeat(41) }, spec: aSpec() } },
        status: 422,
        code: 'invalid_spec',
      },
      {
        given: 'a name that is taken',
        options: { body: { metadata: { name: 'orders' }, spec: aSpec() } },
        status: 409,
        code: 'name_taken',
      },
      {
        given: 'another namespace in the body than in the path',
        options: { body: { metadata: { name: 'new', namespace: 'other' }, spec: aSpec() } },
        status: 422,
        code: 'invalid_spec',
      },
      {
        given: 'a namespace that does not exist',
        path: '/api/v1/namespaces/nowhere/clusters',
        options: { body: { metadata: { name: 'new' }, spec: aSpec() } },
        status: 404,
        code: 'not_found',
      },
      {
        given: 'a body that is too large',
        options: { body: { metadata: { name: 'new', annotations: { big: 'x'.repeat(1_100_000) } }, spec: aSpec() } },
        status: 413,
        code: 'payload_too_large',
      },
      {
        given: 'XML',
        options: { body: '<cluster/>', headers: { 'content-type': 'application/xml' } },
        status: 415,
        code: 'unsupported_media_type',
      },
      {
        given: 'a key that poisons prototypes',
        options: { body: '{"metadata":{"name":"new"},"spec":{"__proto__":{"clusterSize":3}}}', headers: JSON_TYPE },
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'a status, which nobody writes',
        options: { body: { metadata: { name: 'new' }, spec: aSpec(), status: { phase: 'Running' } } },
        status: 422,
        code: 'invalid_spec',
      },
      {
        given: 'an unknown query key',
        path: `${CLUSTERS}?dryrun=true`,
        options: { body: {} },
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'a query value of another type',
        path: `${CLUSTERS}?dryRun=yes`,
        options: { body: {} },
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'an unknown query key of a list',
        method: 'GET',
        path: `${CLUSTERS}?page=2`,
        options: {},
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'a limit that is too high',
        method: 'GET',
        path: `${CLUSTERS}?limit=501`,
        options: {},
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'a limit that is no number',
        method: 'GET',
        path: `${CLUSTERS}?limit=ten`,
        options: {},
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'a phase that is none',
        method: 'GET',
        path: `${CLUSTERS}?phase=Fine`,
        options: {},
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'a cursor that is none',
        method: 'GET',
        path: `${CLUSTERS}?cursor=abc`,
        options: {},
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'the same query key twice',
        method: 'GET',
        path: `${CLUSTERS}?limit=1&limit=2`,
        options: {},
        status: 400,
        code: 'malformed_request',
      },
      {
        given: 'a cluster that does not exist',
        method: 'GET',
        path: `${CLUSTERS}/nobody`,
        options: {},
        status: 404,
        code: 'not_found',
      },
      {
        given: 'a path that does not exist',
        method: 'GET',
        path: '/api/v1/nothing',
        options: {},
        status: 404,
        code: 'not_found',
      },
      {
        given: 'a patch of what does not exist',
        method: 'PATCH',
        path: `${CLUSTERS}/nobody`,
        options: { body: {} },
        status: 404,
        code: 'not_found',
      },
      {
        given: 'a deletion of what does not exist',
        method: 'DELETE',
        path: `${CLUSTERS}/nobody`,
        options: {},
        status: 404,
        code: 'not_found',
      },
      {
        given: 'a patch that resets spec',
        method: 'PATCH',
        path: ORDERS,
        options: { body: { spec: null } },
        status: 422,
        code: 'invalid_spec',
      },
      {
        given: 'a patch that resets what is required',
        method: 'PATCH',
        path: ORDERS,
        options: { body: { spec: { clusterSize: null } } },
        status: 422,
        code: 'invalid_spec',
      },
      {
        given: 'a patch that renames',
        method: 'PATCH',
        path: ORDERS,
        options: { body: { metadata: { name: 'other' } } },
        status: 422,
        code: 'invalid_spec',
      },
      {
        given: 'a PUT that does not say what it replaces',
        method: 'PUT',
        path: ORDERS,
        options: { body: { spec: aSpec() } },
        status: 428,
        code: 'precondition_required',
      },
    ])('$given', async ({ method = 'POST', path = CLUSTERS, options, status, code }) => {
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
