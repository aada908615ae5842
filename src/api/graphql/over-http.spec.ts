import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { GraphQlApp } from '../../../test/doubles/graphql-app.js';
import { ProblemError } from '../../domain/problem.js';

const RESPONSE = 'application/graphql-response+json';
const JSON_TYPE = 'application/json';
const QUERY = '{ __typename }';
const DELETE = 'mutation { deleteCluster(input: {namespace: "a", name: "b"}) { problems { code } } }';

interface Case {
  readonly what: string;
  readonly method?: string;
  /** Added to the address. */
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
  readonly status: number;
  readonly type?: string;
  /** Of the first error. */
  readonly code?: string;
  readonly allow?: string;
  /** That the mutation was carried out. */
  readonly isDone?: boolean;
}

const address = (query: string, more = ''): string => `?query=${encodeURIComponent(query)}${more}`;

/** What the specification of GraphQL over HTTP says of a request (https://graphql.github.io/graphql-over-http/draft/). */
const CASES: readonly Case[] = [
  { what: 'a query', body: { query: QUERY }, status: 200, type: RESPONSE },
  {
    what: 'for a client that knows JSON alone',
    headers: { accept: JSON_TYPE },
    body: { query: QUERY },
    status: 200,
    type: JSON_TYPE,
  },
  {
    what: 'for a client that takes anything',
    headers: { accept: '*/*' },
    body: { query: QUERY },
    status: 200,
    type: JSON_TYPE,
  },
  {
    what: 'for a client that likes the one more than the other',
    headers: { accept: `${JSON_TYPE};q=0.5, ${RESPONSE}` },
    body: { query: QUERY },
    status: 200,
    type: RESPONSE,
  },
  {
    what: 'for a client that takes neither',
    headers: { accept: 'text/plain' },
    body: { query: QUERY },
    status: 406,
    code: 'not_acceptable',
  },
  {
    what: 'with a charset',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: { query: QUERY },
    status: 200,
  },
  {
    what: 'with nulls for what may be absent',
    body: { query: QUERY, variables: null, operationName: null, extensions: null },
    status: 200,
  },
  { what: 'a query by GET', method: 'GET', query: address(QUERY), status: 200, type: RESPONSE },
  { what: 'a query by GET with variables', method: 'GET', query: address(QUERY, '&variables=%7B%7D'), status: 200 },
  { what: 'a mutation', body: { query: DELETE }, status: 200, isDone: true },
  {
    what: 'a field that fails, beside data',
    body: { query: '{ __typename cluster(namespace: "a", name: "b") { kind } }' },
    status: 200,
    code: 'not_found',
  },
  {
    what: 'a mutation by GET',
    method: 'GET',
    query: address(DELETE),
    status: 405,
    code: 'method_not_allowed',
    allow: 'POST',
  },
  { what: 'a text that is no document', body: { query: '{' }, status: 400, code: 'malformed_request' },
  {
    what: 'a document that does not fit the schema',
    body: { query: '{ colour }' },
    status: 400,
    code: 'malformed_request',
  },
  {
    what: 'a variable of the wrong kind',
    body: { query: 'query ($n: String!) { engine(name: $n) { kind } }', variables: { n: [1] } },
    status: 400,
    code: 'malformed_request',
  },
  {
    what: 'an operation that is not there',
    body: { query: 'query A { __typename }', operationName: 'B' },
    status: 400,
    code: 'malformed_request',
  },
  { what: 'no document', body: { operationName: 'A' }, status: 400, code: 'malformed_request' },
  { what: 'a document that is no text', body: { query: { a: 1 } }, status: 400, code: 'malformed_request' },
  {
    what: 'variables that are no object',
    body: { query: QUERY, variables: [1] },
    status: 400,
    code: 'malformed_request',
  },
  {
    what: 'extensions that are no object',
    body: { query: QUERY, extensions: 'x' },
    status: 400,
    code: 'malformed_request',
  },
  {
    what: 'an operation name that is no text',
    body: { query: QUERY, operationName: 7 },
    status: 400,
    code: 'malformed_request',
  },
  {
    what: 'variables in the address that are no JSON',
    method: 'GET',
    query: address(QUERY, '&variables=%7B'),
    status: 400,
    code: 'malformed_request',
  },
  {
    what: 'two documents in the address',
    method: 'GET',
    query: address(QUERY, '&query=x'),
    status: 400,
    code: 'malformed_request',
  },
  {
    what: 'a subscription',
    body: { query: 'subscription { clusterChanged { kind } }' },
    status: 400,
    code: 'malformed_request',
  },
];

describe('GraphQL over HTTP, by its specification', () => {
  let app: GraphQlApp;
  const deleted: string[] = [];

  beforeAll(async () => {
    app = await GraphQlApp.start({
      reader: { get: () => Promise.reject(new ProblemError('not_found', 'None.')) },
      writer: { delete: async (_caller, { name }) => (deleted.push(name), aDatabaseCluster()) },
    });
  });
  afterEach(() => void deleted.splice(0));
  afterAll(() => app.stop());

  const send = ({ method = 'POST', query = '', headers, body }: Case): Promise<Response> =>
    fetch(`${app.url}/graphql${query}`, {
      method,
      headers: {
        authorization: 'Bearer alice',
        accept: `${RESPONSE}, ${JSON_TYPE};q=0.9`,
        ...(method === 'POST' ? { 'content-type': JSON_TYPE } : { 'apollo-require-preflight': 'true' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  it.each(CASES)('$what is $status', async (asked) => {
    const response = await send(asked);
    const answer = (await response.json()) as { errors?: { extensions: { code: string } }[] };
    const { status, type, code, allow, isDone } = asked;
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toMatch(type ?? 'json');
    expect(response.headers.get('allow')).toBe(allow ?? null);
    expect(answer.errors?.[0]?.extensions.code).toBe(code);
    expect(deleted).toEqual(isDone ? ['b'] : []);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=a'])(
    'a mutation as %s, which a web page could send, is refused',
    async (type) => {
      const headers = { authorization: 'Bearer alice', 'content-type': type };
      const body = JSON.stringify({ query: DELETE });
      const { status } = await fetch(`${app.url}/graphql`, { method: 'POST', headers, body });
      expect([400, 415]).toContain(status);
      expect(deleted).toEqual([]);
    },
  );

  it('a query by GET that a web page could send is 400', async () => {
    const { status } = await fetch(`${app.url}/graphql${address(QUERY)}`, {
      headers: { authorization: 'Bearer alice' },
    });
    expect(status).toBe(400);
  });
});
