import { nested } from '../hostile-values.js';

const asRequest = (query: string, more: object = {}): string => JSON.stringify({ query, ...more });

const times = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, at) => make(at)).join(' ');

/** Two fields in each, both the next one: so many levels are so many doublings. */
const doublingFragments = (levels: number): string =>
  times(levels, (at) => `fragment F${at} on DatabaseCluster { a: engine { ...G } ...F${at + 1} ...F${at + 1} }`) +
  ` fragment F${levels} on DatabaseCluster { id } fragment G on DatabaseEngine { id } { clusters { edges { node { ...F0 } } } }`;

/** Requests whose work, memory or depth a careless server would have no bound for. */
export const HOSTILE_DOCUMENTS: readonly string[] = [
  // Fragments that come back to themselves.
  asRequest('{ clusters { ...A } } fragment A on DatabaseClusterConnection { ...A }'),
  asRequest('query { ...A } fragment A on Query { ...B } fragment B on Query { ...C } fragment C on Query { ...A }'),
  asRequest(
    '{ ...A ...A } fragment A on Query { clusters { edges { node { ...N } } } } fragment N on Node { ...N id }',
  ),
  asRequest(doublingFragments(30)),
  asRequest(`{ ${times(400, () => '...A')} } fragment A on Query { clusters { pageInfo { hasNextPage } } }`),
  // Depth.
  asRequest(`${nested(5_000, '{"a":').replaceAll(/[":]/g, '')}`),
  asRequest(`${'{a'.repeat(100_000)}`),
  asRequest(`{ __schema { types ${'{ fields { type { ofType '.repeat(200)}{ name }${'} } }'.repeat(200)} } }`),
  asRequest(`{ __schema { types { ${'fields { type { fields { type { '.repeat(4)} name ${'} } } } '.repeat(4)} } } }`),
  asRequest(`{ clusters(filter: ${'{a:'.repeat(500)}1${'}'.repeat(500)}) { pageInfo { hasNextPage } } }`),
  asRequest(`{ nodes(ids: ${nested(1_000, '[', '"a"')}) { id } }`),
  asRequest(`query($a: ${'['.repeat(1_000)}Int${']'.repeat(1_000)}) { engines { id } }`),
  // Floods.
  asRequest(`{ ${times(300, (at) => `a${at}: engines { id }`)} }`),
  asRequest(`{ ${times(50_000, (at) => `a${at}: __typename`)} }`),
  asRequest(`{ ${times(900, () => '__typename')} }`),
  asRequest(`{ engines ${times(600, () => '@include(if: true)')} { id } }`),
  asRequest(`{ engines ${times(300, (at) => `@d${at}`)} { id } }`),
  asRequest(
    times(300, (at) => `query Q${at} { engines { id } }`),
    { operationName: 'Q1' },
  ),
  asRequest(times(400, () => 'query Q { __typename }')),
  asRequest(`query(${times(300, (at) => `$v${at}: Int`)}) { __typename }`),
  asRequest(`{ ${times(500, (at) => `unknown${at}`)} }`),
  asRequest(`{ node(id: "${'A'.repeat(500_000)}") { id } }`),
  asRequest('query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { variables: { ids: Array(30_000).fill('x') } }),
  asRequest('{ clusters(first: 2147483647) { edges { node { id } } } }'),
  asRequest('{ clusters(first: 99999999999999999999) { edges { node { id } } } }'),
  asRequest('{ clusters(first: -1) { edges { node { id } } } }'),
  asRequest(
    `{ clusters(after: "${Buffer.from('{"__proto__":{}}').toString('base64url')}") { edges { node { id } } } }`,
  ),
  // Batches and shapes that are no request.
  `[${Array(200).fill(asRequest('{ __typename }')).join()}]`,
  '[]',
  '{}',
  'null',
  '"{ __typename }"',
  JSON.stringify({ query: { a: 1 } }),
  JSON.stringify({ query: ['{ __typename }'] }),
  JSON.stringify({ query: '{ __typename }', variables: 'x', operationName: 7 }),
  asRequest('{ __typename }', { operationName: '__proto__' }),
  '{"query":"query($a: Int) { __typename }","variables":{"__proto__":{"a":1},"constructor":1}}',
  nested(50_000, '{"a":'),
  '{"query":"{ __typename',
  // Persisted queries, of other versions and of other texts than they say.
  JSON.stringify({ extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }),
  JSON.stringify({ extensions: { persistedQuery: { version: 9, sha256Hash: '' } } }),
  asRequest('{ __typename }', { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } }),
  JSON.stringify({ extensions: { persistedQuery: null } }),
  asRequest('{ __typename }', { extensions: { persistedQuery: { version: '1', sha256Hash: { a: 1 } } } }),
  // Texts.
  asRequest(''),
  asRequest('\u0000'),
  asRequest('\ud800'),
  asRequest('{ engine(name: "\\ud800") { id } }'),
  asRequest('{ engine(name: """\u0000\u202e""") { id } }'),
  asRequest(`{ ${'#'.repeat(100_000)}\n __typename }`),
  asRequest('subscription { clusterChanged { id } }'),
  asRequest('subscription { a: clusterChanged { id } b: clusterChanged { id } }'),
  asRequest('type Query { a: Int }'),
  asRequest('{ __proto__ { constructor } }'),
  asRequest('mutation { __typename }'),
];
