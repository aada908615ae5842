import { stableHash } from './stable-hash.js';

it('is equal for equal values, whatever the order of their keys', () => {
  expect(stableHash({ a: 1, b: { c: [1, 2], d: undefined } })).toBe(stableHash({ b: { c: [1, 2] }, a: 1 }));
});

it.each([
  { what: 'a value', a: { x: 1 }, b: { x: 2 } },
  { what: 'the order of a list', a: { x: [1, 2] }, b: { x: [2, 1] } },
  { what: 'a type', a: { x: 1 }, b: { x: '1' } },
  { what: 'a key named __proto__', a: JSON.parse('{"__proto__":1}') as unknown, b: {} },
])('differs with $what', ({ a, b }) => {
  expect(stableHash(a)).not.toBe(stableHash(b));
});
