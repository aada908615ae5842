import { applyMergePatch } from './apply-merge-patch.js';

describe('applyMergePatch', () => {
  it.each([
    { does: 'replaces a value', target: { a: 1 }, patch: { a: 2 }, expected: { a: 2 } },
    { does: 'adds a value', target: { a: 1 }, patch: { b: 2 }, expected: { a: 1, b: 2 } },
    { does: 'deletes by null', target: { a: 1, b: 2 }, patch: { b: null }, expected: { a: 1 } },
    {
      does: 'merges objects',
      target: { a: { b: 1, c: 2 } },
      patch: { a: { c: null, d: 3 } },
      expected: { a: { b: 1, d: 3 } },
    },
    { does: 'replaces lists whole', target: { a: [1, 2] }, patch: { a: [3] }, expected: { a: [3] } },
    { does: 'drops nulls of what it adds', target: {}, patch: { a: { b: null } }, expected: { a: {} } },
    { does: 'replaces a scalar by an object', target: { a: 1 }, patch: { a: { b: 1 } }, expected: { a: { b: 1 } } },
  ])('$does', ({ target, patch, expected }) => {
    expect(applyMergePatch(target, patch)).toEqual(expected);
  });

  it('keeps __proto__ as data', () => {
    const merged = applyMergePatch({}, JSON.parse('{"__proto__": {"polluted": true}}')) as object;
    expect(Object.keys(merged)).toEqual(['__proto__']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
