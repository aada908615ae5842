import { applyMergePatch } from './apply-merge-patch.js';

describe('applyMergePatch', () => {
  it.each([
    { does: 'replaces a scalar', target: { a: 'b' }, patch: { a: 'c' }, gives: { a: 'c' } },
    { does: 'adds a member', target: { a: 'b' }, patch: { b: 'c' }, gives: { a: 'b', b: 'c' } },
    { does: 'deletes with null', target: { a: 'b', b: 'c' }, patch: { a: null }, gives: { b: 'c' } },
    { does: 'ignores a null for what is absent', target: { a: 1 }, patch: { b: null }, gives: { a: 1 } },
    { does: 'replaces a list', target: { a: [1, 2] }, patch: { a: [3] }, gives: { a: [3] } },
    {
      does: 'merges objects',
      target: { a: { b: 1, c: 2 } },
      patch: { a: { b: null, d: 3 } },
      gives: { a: { c: 2, d: 3 } },
    },
    { does: 'replaces a list by an object', target: { a: [1] }, patch: { a: { b: 1 } }, gives: { a: { b: 1 } } },
    { does: 'drops nulls below a new object', target: {}, patch: { a: { b: { c: null } } }, gives: { a: { b: {} } } },
    {
      does: 'keeps items of lists that are null, and drops such members of their objects',
      target: { a: [{ b: 1 }] },
      patch: { a: [null, { b: null, c: 1 }, [{ d: null }]] },
      gives: { a: [null, { c: 1 }, [{}]] },
    },
    { does: 'replaces a scalar target', target: 'text', patch: { a: 1 }, gives: { a: 1 } },
  ])('$does', ({ target, patch, gives }) => {
    expect(applyMergePatch(target, patch)).toEqual(gives);
  });

  it('changes neither argument', () => {
    const target = { a: { b: 1 }, keep: [1] };
    const patch = { a: { c: 2 } };
    applyMergePatch(target, patch);
    expect({ target, patch }).toEqual({ target: { a: { b: 1 }, keep: [1] }, patch: { a: { c: 2 } } });
  });

  it('treats hostile keys as data', () => {
    const patch: unknown = JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}');
    const merged = applyMergePatch({}, patch) as Record<string, unknown>;
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect(merged).toEqual(patch);
  });
});
