import { disagreements, missing, shapeOf } from './shape.js';

describe('the shape of answers', () => {
  it('is the types at each path, of all members of a list together', () => {
    expect([...shapeOf([{ a: [{ b: 1 }, { b: null, c: 'x' }], d: {} }])]).toEqual([
      ['', new Set(['object'])],
      ['a', new Set(['array'])],
      ['a[]', new Set(['object'])],
      ['a[].b', new Set(['number', 'null'])],
      ['a[].c', new Set(['string'])],
      ['d', new Set(['object'])],
    ]);
  });

  it.each([
    { one: { a: 1 }, other: { a: 2, b: 'x' }, found: [] },
    { one: { a: 1 }, other: { a: null }, found: [] },
    { one: { a: 1 }, other: { a: '1' }, found: ['a: number, and string'] },
    { one: { a: [1] }, other: { a: [{}] }, found: ['a[]: number, and object'] },
  ])('of $one and $other differs in $found', ({ one, other, found }) => {
    expect(disagreements(shapeOf([one]), shapeOf([other]))).toEqual(found);
  });

  it('lacks what is absent or null everywhere', () => {
    expect(missing(shapeOf([{ a: null, b: 0 }, { c: '' }]), ['a', 'b', 'c', 'd'])).toEqual(['a', 'd']);
  });
});
