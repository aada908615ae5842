import type { GraphQLFormattedError } from 'graphql';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { GraphQlApp } from '../../../test/doubles/graphql-app.js';
import { ProblemError } from '../../domain/problem.js';
import type { ClusterQuery } from '../../services/clusters/cluster-reader.js';
import { encodeGlobalId } from './nodes/global-id.js';

const orders = aDatabaseCluster(
  { expose: { type: 'LoadBalancer' } },
  {
    metadata: {
      name: 'orders',
      namespace: 'team-a',
      resourceVersion: '7',
      annotations: { note: 'mine', 'kubectl.kubernetes.io/last-applied-configuration': '{}' },
      managedFields: [],
    },
  },
);
const noCluster = new ProblemError('not_found', 'There is no DatabaseCluster "none".');

describe('GraphQL over HTTP', () => {
  let app: GraphQlApp;
  const listed: ClusterQuery[] = [];

  beforeAll(async () => {
    app = await GraphQlApp.start({
      reader: {
        get: async (_caller, { name }) => {
          if (name === 'orders') return orders;
          throw name === 'broken' ? new TypeError('secret detail of line 7') : noCluster;
        },
        list: async (_caller, query) => {
          listed.push(query);
          const around = { hasNext: () => true, hasPrevious: () => query.cursor !== undefined };
          return { items: [orders], cursorOf: () => 'more', ...around, ...(query.withTotal && { total: 41 }) };
        },
      },
      catalogue: {
        list: async () => ({
          items: [aDatabaseEngine()],
          cursorOf: () => 'more',
          hasNext: () => false,
          hasPrevious: () => false,
        }),
        get: async (caller, name) => {
          if (caller.username === 'alice' && name === 'postgresql') return aDatabaseEngine();
          throw new ProblemError('not_found', `There is no engine "${name}" that you may see.`);
        },
      },
      credentials: {
        get: async () => {
          throw new ProblemError('forbidden', 'Not yours.');
        },
      },
    });
  });

  beforeEach(() => listed.splice(0));

  afterAll(() => app.stop());

  const errorOf = async (query: string, variables?: object): Promise<GraphQLFormattedError> =>
    (await app.query(query, variables)).body.errors[0] as GraphQLFormattedError;

  describe('who may ask', () => {
    it.each([
      { does: 'a query', query: '{ engines { kind } }' },
      { does: 'introspection, which no resolver guards', query: '{ __schema { queryType { name } } }' },
      { does: '__typename', query: '{ __typename }' },
    ])('refuses $does without a token', async ({ query }) => {
      const { status, headers, body } = await app.query(query, undefined, {});
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toContain('Bearer');
      expect(body.data).toBeUndefined();
      expect(body.errors[0].extensions).toEqual({
        code: 'unauthenticated',
        status: 401,
        requestId: expect.any(String),
        retryable: false,
      });
    });

    it('says that it cannot tell while the API server is away', async () => {
      app.authenticator.failure = new ProblemError('unavailable', 'Away.', { retryAfterSeconds: 3 });
      const { status, headers, body } = await app.query('{ __typename }');
      app.authenticator.failure = undefined;
      expect(status).toBe(503);
      expect(headers.get('retry-after')).toBe('3');
      expect(body.errors[0].extensions).toMatchObject({ code: 'unavailable', retryable: true, retryAfterSeconds: 3 });
    });

    it('answers introspection to a caller', async () => {
      const { body } = await app.query('{ __type(name: "DatabaseCluster") { interfaces { name } } }');
      expect(body.data.__type.interfaces).toEqual([{ name: 'Node' }]);
    });

    it('does not take a mutation by GET, nor a form that a web page could send', async () => {
      const authorization = 'Bearer alice';
      const query = encodeURIComponent(
        'mutation { deleteCluster(input: {namespace: "a", name: "b"}) { problems { code } } }',
      );
      const headers = { authorization, 'apollo-require-preflight': '1' };
      expect((await fetch(`${app.url}/graphql?query=${query}`, { headers })).status).toBe(405);
      const simple = { authorization, 'content-type': 'text/plain' };
      expect((await fetch(`${app.url}/graphql`, { method: 'POST', headers: simple, body: '{}' })).status).toBe(400);
    });
  });

  describe('clusters', () => {
    it('shows the resource, its tag and its engine, and nothing that Kubernetes keeps for itself', async () => {
      const { body } = await app.query(`{ cluster(namespace: "team-a", name: "orders") {
        id etag metadata { name annotations } spec { expose { type } } engine { spec { displayName } } } }`);
      expect(body).toEqual({
        data: {
          cluster: {
            id: encodeGlobalId(orders),
            etag: expect.stringMatching(/^[0-9a-zA-Z_-]+\.7$/),
            metadata: { name: 'orders', annotations: { note: 'mine' } },
            spec: { expose: { type: 'LOAD_BALANCER' } },
            engine: { spec: { displayName: 'PostgreSQL' } },
          },
        },
      });
    });

    it('lets the engine fail alone', async () => {
      const query = '{ cluster(namespace: "team-a", name: "orders") { kind engine { kind } } }';
      const { status, body } = await app.query(query, undefined, { authorization: 'Bearer bob' });
      expect(status).toBe(200);
      expect(body.data.cluster).toEqual({ kind: 'DatabaseCluster', engine: null });
      expect(body.errors).toMatchObject([{ path: ['cluster', 'engine'], extensions: { code: 'not_found' } }]);
    });

    it('answers null and not_found for what is not there', async () => {
      const { body } = await app.query('{ cluster(namespace: "a", name: "none") { kind } }');
      expect(body.data).toEqual({ cluster: null });
      expect(body.errors[0]).toMatchObject({
        message: noCluster.message,
        path: ['cluster'],
        extensions: { code: 'not_found', status: 404, retryable: false, requestId: expect.any(String) },
      });
    });

    it('lists by pages, filtered, and does not count unasked', async () => {
      const { body } = await app.query(
        `query ($phase: [ClusterPhase!]) { clusters(namespace: "team-a", first: 1, after: "c", filter: {phase: $phase, engine: ["postgresql"]}) {
           edges { cursor node { metadata { name } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
        { phase: ['RUNNING'] },
      );
      const { edges, pageInfo } = body.data.clusters;
      expect(edges).toEqual([{ cursor: expect.any(String), node: { metadata: { name: 'orders' } } }]);
      const { cursor } = edges[0];
      expect(pageInfo).toEqual({ hasNextPage: true, hasPreviousPage: true, startCursor: cursor, endCursor: cursor });
      expect(listed).toMatchObject([
        { namespace: 'team-a', limit: 1, cursor: 'c', phase: ['Running'], engine: ['postgresql'] },
      ]);
      expect(listed[0]!.withTotal).toBeUndefined();
    });

    it('counts when asked, also from within a fragment', async () => {
      const query =
        '{ clusters(filter: null) { ...Count } } fragment Count on DatabaseClusterConnection { totalCount }';
      expect((await app.query(query)).body).toEqual({ data: { clusters: { totalCount: 41 } } });
      expect(listed.map(({ limit, withTotal }) => ({ limit, withTotal }))).toEqual([
        { limit: 50, withTotal: undefined },
        { limit: 1, withTotal: true },
      ]);
    });

    it.each([
      { args: 'last: 2', asked: { limit: 2, fromEnd: true } },
      { args: 'first: null, last: 2, before: "b"', asked: { limit: 2, fromEnd: true, before: 'b' } },
      { args: 'first: 2, last: null, after: "a", before: "b"', asked: { limit: 2, cursor: 'a', before: 'b' } },
      { args: 'before: "b"', asked: { limit: 50, before: 'b' } },
    ])('lists by $args', async ({ args, asked }) => {
      expect((await app.query(`{ clusters(${args}) { edges { cursor } } }`)).status).toBe(200);
      expect(listed).toMatchObject([asked]);
    });

    it('counts all of them, whichever part is shown', async () => {
      await app.query('{ clusters(last: 2, before: "b", after: "a") { totalCount } }');
      expect(listed[1]).toMatchObject({ withTotal: true, cursor: undefined, before: undefined, fromEnd: undefined });
    });

    it.each([
      { args: 'first: 0', pointer: 'first', rejected: 0 },
      { args: 'first: -1', pointer: 'first', rejected: -1 },
      { args: 'first: 501', pointer: 'first', rejected: 501 },
      { args: 'last: 0', pointer: 'last', rejected: 0 },
      { args: 'last: 501', pointer: 'last', rejected: 501 },
      { args: 'first: 1, last: 2', pointer: 'last', rejected: 2 },
    ])('refuses a page of $args', async ({ args, pointer, rejected }) => {
      const { extensions } = await errorOf(`{ clusters(${args}) { pageInfo { hasNextPage } } }`);
      expect(extensions).toMatchObject({ code: 'malformed_request', problems: [{ pointer, rejected }] });
    });

    it('lets credentials fail alone, beside what is allowed', async () => {
      const { body } = await app.query(`{ engines { kind }
        clusterCredentials(namespace: "team-a", name: "orders", user: "app") { password } }`);
      expect(body.data).toEqual({ engines: [{ kind: 'DatabaseEngine' }], clusterCredentials: null });
      expect(body.errors).toMatchObject([
        { path: ['clusterCredentials'], extensions: { code: 'forbidden', status: 403 } },
      ]);
    });
  });

  describe('nodes', () => {
    it('finds objects by their ids, each failing alone', async () => {
      const ids = [
        encodeGlobalId(orders),
        encodeGlobalId(aDatabaseEngine()),
        'nonsense',
        encodeGlobalId({ ...orders, kind: 'Pod' }),
      ];
      const { body } = await app.query('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', { ids });
      expect(body.data.nodes).toEqual([
        { __typename: 'DatabaseCluster', id: ids[0] },
        { __typename: 'DatabaseEngine', id: ids[1] },
        null,
        null,
      ]);
      expect(
        body.errors.map(({ path, extensions }: { path: string[]; extensions: { code: string } }) => [
          path[1],
          extensions.code,
        ]),
      ).toEqual([
        [2, 'malformed_request'],
        [3, 'not_found'],
      ]);
    });

    it('bounds how many', async () => {
      const ids = Array.from({ length: 101 }, () => encodeGlobalId(orders));
      const { message } = await errorOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids });
      expect(message).toBe('101 ids are asked for; at most 100 are allowed.');
    });
  });

  describe('errors', () => {
    it('tells nothing of what nobody foresaw, and logs it under the request id', async () => {
      const { message, extensions } = await errorOf('{ cluster(namespace: "a", name: "broken") { kind } }');
      expect(extensions).toMatchObject({ code: 'internal_error', status: 500 });
      expect(JSON.stringify([message, extensions])).not.toMatch(/secret|stack|TypeError/);
      const { requestId } = extensions as { requestId: string };
      const line = app.logger.lines.find(({ fields }) => fields['requestId'] === requestId);
      expect(line).toMatchObject({
        level: 'error',
        fields: { path: 'cluster', err: { message: 'secret detail of line 7' } },
      });
    });

    it.each([
      { mistake: 'an unknown field', query: '{ engines { kinds } }', says: 'Did you mean "kind"' },
      { mistake: 'broken syntax', query: '{ engines {', says: 'Syntax Error' },
      { mistake: 'a missing argument', query: '{ engine { kind } }', says: 'is required' },
      {
        mistake: 'a variable that is not given',
        query: 'query ($n: String!) { engine(name: $n) { kind } }',
        says: '$n',
      },
      { mistake: 'an empty query', query: '', says: 'non-empty `query`' },
    ])('says what is wrong with $mistake', async ({ query, says }) => {
      const { status, body } = await app.query(query);
      expect(status).toBe(400);
      expect(body.errors[0].message).toContain(says);
      expect(body.errors[0].extensions).toMatchObject({ code: 'malformed_request', status: 400, retryable: false });
    });

    it('keeps the code by which clients of persisted queries know what to do', async () => {
      const persistedQuery = { version: 1, sha256Hash: 'a'.repeat(64) };
      const { body } = await app.post({ extensions: { persistedQuery } });
      expect(body.errors[0].extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
    });
  });

  describe('limits', () => {
    const aliases = (count: number): string =>
      `{ ${Array.from({ length: count }, (_, index) => `a${index}: engines { kind }`).join(' ')} }`;

    it('refuses one alias too many of one field', async () => {
      expect((await app.query(aliases(15))).status).toBe(200);
      const { message } = await errorOf(aliases(16));
      expect(message).toBe('Query.engines is asked for under 16 aliases; at most 15 are allowed.');
    });

    it('refuses too many tokens', async () => {
      const { message } = await errorOf(`{ ${'engines '.repeat(2000)} }`);
      expect(message).toContain('2000 tokens');
    });
  });

  describe('batches', () => {
    const kinds = { query: '{ engines { kind } }' };

    it('are answered in their order, each by itself', async () => {
      const missing = { query: '{ cluster(namespace: "a", name: "none") { kind } }' };
      const { status, body } = await app.post([kinds, { query: '{ colour }' }, missing, kinds]);
      expect(status).toBe(200);
      expect(body).toMatchObject([
        { data: { engines: [{}] } },
        { errors: [{ extensions: { code: 'malformed_request', status: 400, requestId: expect.any(String) } }] },
        { data: { cluster: null }, errors: [{ extensions: { code: 'not_found' } }] },
        { data: { engines: [{}] } },
      ]);
    });

    it.each([
      { of: 'nothing', batch: [], says: 'No operations' },
      { of: 'six', batch: Array(6).fill(kinds), says: 'The batch has 6 operations; at most 5 are allowed.' },
      { of: 'what is no request', batch: [kinds, null], says: 'POST body missing' },
    ])('are refused as a whole when they are of $of', async ({ batch, says }) => {
      const { status, body } = await app.post(batch);
      expect([status, body.errors[0].extensions.code]).toEqual([400, 'malformed_request']);
      expect(body.errors[0].message).toContain(says);
    });

    it('ask for no more objects than one request may', async () => {
      const query = '{ clusters(first: 300) { edges { node { operations(first: 10) { totalCount } } } } }';
      const { status, body } = await app.post(Array(5).fill({ query }));
      expect(status).toBe(200);
      const refused = (body as { errors?: { message: string }[] }[]).flatMap(
        ({ errors }) => errors?.[0]?.message ?? [],
      );
      expect(refused.filter((message) => message.includes('at most 10000 are allowed'))).toHaveLength(2);
    });

    it('need a token for each of their operations, and so one for all', async () => {
      const { status, body } = await app.post([kinds, kinds], {});
      expect([status, body.errors[0].extensions.code]).toEqual([401, 'unauthenticated']);
    });
  });
});
