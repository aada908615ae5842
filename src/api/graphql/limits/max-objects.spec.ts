import { buildSchema, getOperationAST, parse } from 'graphql';
import { objectsAskedFor, refuseManyObjects } from './max-objects.js';

const schema = buildSchema(`
  type Query { all(first: Int, last: Int): Page!, one: Thing, nodes(ids: [ID!]!): [Thing]! }
  type Page { edges: [Edge!]!, totalCount: Int }
  type Edge { node: Thing! }
  type Thing { id: ID!, parts(first: Int, last: Int): Page! }
`);
const doubling = Array.from({ length: 300 }, (_, i) => `fragment f${i} on Thing { ...f${i + 1} ...f${i + 1} }`).join(
  ' ',
);

const count = (text: string, variables?: Record<string, unknown>): number => {
  const document = parse(text);
  return objectsAskedFor(getOperationAST(document)!, { schema, document, variables });
};

describe('how many objects an operation asks for', () => {
  it.each<[string, Record<string, unknown> | undefined, number]>([
    ['{ one { id } }', undefined, 0],
    ['{ all { totalCount } }', undefined, 50],
    ['{ all(first: 7) { edges { node { id } } } }', undefined, 7],
    ['query($n: Int!) { all(first: $n) { totalCount } }', { n: 300 }, 300],
    ['query($n: Int) { one { parts(first: $n) { totalCount } } }', undefined, 20],
    ['query($n: Int) { all(first: $n) { totalCount } }', { n: null }, 50],
    ['query($n: Int = 300) { one { parts(first: $n) { totalCount } } }', undefined, 300],
    ['query($n: Int = 300) { one { parts(first: $n) { totalCount } } }', { n: 3 }, 3],
    ['{ all(last: 9) { edges { node { parts(last: 2) { totalCount } } } } }', undefined, 27],
    ['query($n: Int) { all(first: $n, last: 400) { totalCount } }', { n: 'x' }, 1],
    ['{ all(first: 10) { edges { node { parts { totalCount } } } } }', undefined, 210],
    ['{ a: all(first: 10) { totalCount } b: all(first: 5) { totalCount } }', undefined, 15],
    ['{ nodes(ids: ["a", "b"]) { parts { totalCount } } }', undefined, 42],
    ['query($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b', 'c'] }, 3],
    ['{ one { ...f } } fragment f on Thing { parts { totalCount } }', undefined, 20],
    ['{ one { ... on Thing { parts { totalCount } } ... { parts { totalCount } } } }', undefined, 40],
    ['{ all(first: -5) { totalCount } }', undefined, 1],
  ])('is, of %s with %j, %d', (text, variables, objects) => {
    expect(count(text, variables)).toBe(objects);
  });

  it.each([
    ['fragments that double', `{ one { ...f0 } } ${doubling} fragment f300 on Thing { id }`],
    ['a fragment that comes back to itself', '{ one { ...f } } fragment f on Thing { id ...f }'],
  ])('is told at once for %s', (_what, text) => {
    expect(count(text)).toBe(0);
  });

  it('is bounded, and told with the bound', () => {
    const document = parse('{ all(first: 500) { edges { node { parts(first: 500) { totalCount } } } } }');
    expect(() => refuseManyObjects(getOperationAST(document)!, { schema, document })).toThrow(
      'up to 250500 objects; at most 10000 are allowed',
    );
  });
});
