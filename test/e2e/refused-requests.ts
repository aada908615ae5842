import type { RequestOptions } from '../harness/sandbox-app.js';

export const CLUSTERS = '/api/v1/namespaces/default/clusters';
export const ORDERS = `${CLUSTERS}/orders`;
export const JSON_TYPE = { 'content-type': 'application/json' };

export const aSpec = (changes: object = {}): object => ({
  engine: 'postgresql',
  version: '17',
  clusterSize: 1,
  storage: { size: '10Gi' },
  ...changes,
});

/** A specification with one mistake, and what is said of it. */
interface WrongField {
  readonly given: string;
  readonly spec: object;
  readonly pointer: string;
  readonly code: string;
  readonly says: RegExp;
  readonly allowed?: readonly string[];
}

/** Each is wrong in one field; the same by POST, PUT and PATCH. */
export const BAD_FIELDS: readonly WrongField[] = [
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

/** A request that is no wish for a cluster; a POST to the clusters unless it says otherwise. */
interface RefusedRequest {
  readonly given: string;
  readonly method?: string;
  readonly path?: string;
  readonly options: RequestOptions;
  readonly status: number;
  readonly code: string;
}

export const REFUSED_REQUESTS: readonly RefusedRequest[] = [
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
];
