import { createMergePatch } from './merge-patch.js';

it.each([
  { does: 'is nothing for equal values', from: { a: 1, b: { c: [1] } }, to: { b: { c: [1] }, a: 1 }, patch: undefined },
  {
    does: 'holds only what differs',
    from: { a: 1, b: { c: 1, d: 2 } },
    to: { a: 1, b: { c: 1, d: 3 } },
    patch: { b: { d: 3 } },
  },
  { does: 'removes what is left out', from: { a: 1, b: { c: 1 } }, to: { b: {} }, patch: { a: null, b: { c: null } } },
  { does: 'removes what is undefined', from: { a: 1 }, to: { a: undefined }, patch: { a: null } },
  { does: 'does not remove what was never there', from: {}, to: { a: undefined, b: null }, patch: undefined },
  { does: 'replaces lists whole', from: { a: [1, 2] }, to: { a: [1, 3] }, patch: { a: [1, 3] } },
  {
    does: 'sees undefined members of items as absent',
    from: { a: [{ b: 1 }] },
    to: { a: [{ b: 1, c: undefined }] },
    patch: undefined,
  },
  {
    does: 'sees null members of items as absent, as the server does',
    from: { a: [{ b: 1 }] },
    to: { a: [{ b: 1, c: null }] },
    patch: undefined,
  },
  { does: 'replaces a value of another type', from: { a: { b: 1 } }, to: { a: 'b' }, patch: { a: 'b' } },
])('a patch $does', ({ from, to, patch }) => {
  expect(createMergePatch(from, to)).toEqual(patch);
});

it('keeps a key named __proto__ as data', () => {
  const to: unknown = JSON.parse('{"__proto__":{"polluted":true}}');
  expect(JSON.stringify(createMergePatch({}, to))).toBe('{"__proto__":{"polluted":true}}');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});
