import { isTooDeep } from './nesting.js';

const nested = (depth: number, wrap: (inner: unknown) => unknown = (inner) => ({ inner })): unknown => {
  let value: unknown = 'core';
  for (let i = 0; i < depth; i++) value = wrap(value);
  return value;
};

describe('isTooDeep', () => {
  it.each([
    { does: 'text', value: 'x', expected: false },
    { does: 'nothing', value: null, expected: false },
    { does: 'the deepest that is allowed', value: nested(64), expected: false },
    { does: 'one level more', value: nested(65), expected: true },
    { does: 'lists as deep', value: nested(65, (inner) => [inner]), expected: true },
    { does: 'one deep member among shallow ones', value: { a: 1, b: nested(64), c: [] }, expected: true },
    { does: 'what is wide and not deep', value: Array.from({ length: 100_000 }, () => ({})), expected: false },
  ])('of $does is $expected', ({ value, expected }) => {
    expect(isTooDeep(value)).toBe(expected);
  });

  it('survives what would overflow a recursion', () => {
    expect(isTooDeep(nested(1_000_000))).toBe(true);
  });

  it('looks below a member named __proto__ as well', () => {
    const text = '{"__proto__":'.repeat(70) + '1' + '}'.repeat(70);
    expect(isTooDeep(JSON.parse(text))).toBe(true);
  });
});
