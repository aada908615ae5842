import { getOperationAST, parse } from 'graphql';
import { costOf } from './operation-cost.js';

/** Each doubles the one before: written out it would be more than there are atoms. */
const doubling = Array.from({ length: 300 }, (_, i) => `fragment f${i} on M { ...f${i + 1} ...f${i + 1} }`).join(' ');

describe('what a request counts as', () => {
  it.each([
    ['{ a b c }', { kind: 'reads', cost: 1 }],
    ['subscription { a }', { kind: 'reads', cost: 1 }],
    ['mutation { a }', { kind: 'writes', cost: 1 }],
    ['mutation { a b x: a }', { kind: 'writes', cost: 3 }],
    ['mutation { a a ... { a } }', { kind: 'writes', cost: 1 }],
    [
      'mutation { ...f ... { y: a } } fragment f on M { a x: a ...g } fragment g on M { z: a }',
      { kind: 'writes', cost: 4 },
    ],
    ['mutation { ...f } fragment f on M { a ...f }', { kind: 'writes', cost: 1 }],
  ])('is, of %s: %j', (text, cost) => {
    const document = parse(text);
    expect(costOf(getOperationAST(document)!, document)).toEqual(cost);
  });

  it('is told at once, however much a request would be when written out', () => {
    const document = parse(`mutation { ...f0 } ${doubling} fragment f300 on M { a }`);
    expect(costOf(getOperationAST(document)!, document)).toEqual({ kind: 'writes', cost: 1 });
  });
});
