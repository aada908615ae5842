import { JsonDepthError, findDuplicateKeys } from './json-scanner.js';

describe('findDuplicateKeys', () => {
  it.each([
    { text: '{"a":1,"b":{"a":2}}', expected: [] },
    { text: '{"a":1,"a":2}', expected: ['a'] },
    { text: '{"spec":{"x":1, "y":[{"k":1},{"k":1,"k" : 2}]}}', expected: ['spec.y[1].k'] },
    { text: '{"a":"\\"a\\":","b":["a","a"]}', expected: [] },
    { text: '{"a\\u0062":1,"ab":2}', expected: ['ab'] },
    { text: '{"a":{},"b":[],"a":3,"a":4}', expected: ['a', 'a'] },
    { text: '[1,[2,{"k":0,"k":1}]]', expected: ['[1][1].k'] },
    { text: '"text"', expected: [] },
  ])('finds $expected in $text', ({ text, expected }) => {
    expect(findDuplicateKeys(text)).toEqual(expected);
  });

  it('refuses a text that is nested to break its readers', () => {
    expect(() => findDuplicateKeys('['.repeat(100_000))).toThrow(JsonDepthError);
  });
});
