import { SortedMap } from './sorted-map.js';

/** Deterministic, so that a failure can be looked at twice. */
function* pseudoRandom(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    yield state;
  }
}

const keyOf = (value: number): string => `k${String(value % 400).padStart(3, '0')}`;

describe('SortedMap', () => {
  it('holds what a Map holds after thousands of writes, in order', () => {
    const expected = new Map<string, number>();
    let actual = SortedMap.empty<number>();
    const random = pseudoRandom(7);
    for (let step = 0; step < 5000; step += 1) {
      const value = random.next().value;
      const key = keyOf(value);
      const isDelete = value % 3 === 0;
      actual = isDelete ? actual.delete(key) : actual.set(key, step);
      if (isDelete) expected.delete(key);
      else expected.set(key, step);
    }
    const inOrder = [...expected].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
    expect(actual.range('', undefined)).toEqual(inOrder);
    expect(actual.size).toBe(expected.size);
  });

  it('leaves older versions as they were', () => {
    const before = SortedMap.empty<number>().set('a', 1).set('b', 2);
    const after = before.set('a', 9).delete('b');
    expect(before.range('', undefined)).toEqual([1, 2]);
    expect(after.range('', undefined)).toEqual([9]);
  });

  const letters = ['a', 'b', 'c', 'd', 'e'].reduce((map, key) => map.set(key, key), SortedMap.empty<string>());

  it.each([
    { does: 'takes everything without bounds', from: '', to: undefined, limit: Infinity, expected: 'abcde' },
    { does: 'includes the start and leaves out the end', from: 'b', to: 'd', limit: Infinity, expected: 'bc' },
    { does: 'stops at the limit', from: 'b', to: undefined, limit: 2, expected: 'bc' },
    { does: 'starts between keys', from: 'bb', to: undefined, limit: 1, expected: 'c' },
    { does: 'is empty past the end', from: 'f', to: undefined, limit: 5, expected: '' },
  ])('range $does', ({ from, to, limit, expected }) => {
    expect(letters.range(from, to, limit).join('')).toBe(expected);
  });

  it.each([
    { from: '', to: undefined, expected: 5 },
    { from: 'b', to: 'd', expected: 2 },
    { from: 'bb', to: 'bc', expected: 0 },
    { from: 'e', to: undefined, expected: 1 },
  ])('counts $expected keys from "$from" to $to', ({ from, to, expected }) => {
    expect(letters.countRange(from, to)).toBe(expected);
  });

  it('stays shallow when keys come in order', () => {
    let map = SortedMap.empty<number>();
    for (let index = 0; index < 20_000; index += 1) map = map.set(String(index).padStart(6, '0'), index);
    for (let index = 0; index < 19_990; index += 1) map = map.delete(String(index).padStart(6, '0'));
    expect(map.range('', undefined)).toHaveLength(10);
  });
});
