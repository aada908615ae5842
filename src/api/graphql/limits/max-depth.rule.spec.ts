import { buildSchema, getIntrospectionQuery, parse, validate } from 'graphql';
import { maxDepthRule } from './max-depth.rule.js';

const schema = buildSchema('type Query { a: Query b: Query leaf: Int }');

const refusalsOf = (document: string): string[] =>
  validate(schema, parse(document), [maxDepthRule(3)]).map(({ message }) => message);

const TOO_DEEP = 'The operation is 4 levels deep; at most 3 are allowed.';

describe('the depth of operations', () => {
  it.each([
    { does: 'takes the deepest that is allowed', document: '{ a { a { leaf } } leaf }', refusals: [] },
    { does: 'refuses one level more', document: '{ leaf a { a { a { leaf } } } }', refusals: [TOO_DEEP] },
    {
      does: 'looks through fragments',
      document: '{ a { ...F } } fragment F on Query { leaf ... on Query { a { __typename } } b { leaf } }',
      refusals: [],
    },
    {
      does: 'counts what fragments hold',
      document: '{ a { ...F } } fragment F on Query { a { ... on Query { a { leaf } } } }',
      refusals: [TOO_DEEP],
    },
    {
      does: 'judges each operation',
      document: 'query A { leaf } query B { a { a { a { leaf } } } }',
      refusals: [TOO_DEEP],
    },
    { does: 'leaves introspection to its own rule', document: getIntrospectionQuery(), refusals: [] },
    {
      does: 'does not follow a fragment for ever',
      document: '{ ...F } fragment F on Query { a { ...F } }',
      refusals: [],
    },
    { does: 'does not stumble over a fragment that is not there', document: '{ ...F }', refusals: [] },
  ])('$does', ({ document, refusals }) => {
    expect(refusalsOf(document)).toEqual(refusals);
  });

  it('measures each fragment once, however often they use each other', () => {
    const fragments = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ... on Query { ...F${index + 1} } }`,
    );
    expect(refusalsOf(`{ ...F0 } ${fragments.join('\n')} fragment F60 on Query { leaf }`)).toEqual([]);
  });
});
