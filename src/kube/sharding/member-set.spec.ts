import { MemberSet } from './member-set.js';

const keys = Array.from({ length: 10_000 }, (_, n) => `team-${n % 97}/db-${n}`);
const members = (count: number): string[] => Array.from({ length: count }, (_, n) => `pod-${n}-${n * 7919}`);
const owners = (set: MemberSet): (string | undefined)[] => keys.map((key) => set.ownerOf(key));

it.each([2, 3, 5, 16])('shares keys out evenly among %i members', (count) => {
  const parts = new Map<string, number>();
  for (const owner of owners(MemberSet.of(members(count)))) parts.set(owner!, (parts.get(owner!) ?? 0) + 1);
  const fair = keys.length / count;
  expect(parts.size).toBe(count);
  for (const part of parts.values()) expect(Math.abs(part - fair) / fair).toBeLessThan(0.15);
});

it.each([1, 2, 4, 9])('moves to a member that joins %i others its fair part, and nothing between those', (count) => {
  const [before, after] = [members(count), members(count + 1)].map((each) => owners(MemberSet.of(each)));
  const moved = keys.flatMap((_, n) => (before![n] === after![n] ? [] : [after![n]]));
  expect(new Set(moved)).toEqual(new Set([members(count + 1).at(-1)]));
  const fair = keys.length / (count + 1);
  expect(Math.abs(moved.length - fair) / fair).toBeLessThan(0.15);
});

it.each([2, 3, 5])('spreads the part of one of %i members that leaves over the others', (count) => {
  const [gone, ...left] = members(count);
  const [before, after] = [members(count), left].map((each) => owners(MemberSet.of(each)));
  const moved = keys.flatMap((_, n) => (before![n] === after![n] ? [] : [{ from: before![n], to: after![n] }]));
  expect(new Set(moved.map(({ from }) => from))).toEqual(new Set([gone]));
  expect(new Set(moved.map(({ to }) => to))).toEqual(new Set(left));
});

it('is the same for everyone, in whatever order the members became known', () => {
  const one = MemberSet.of(['c', 'a', 'b', 'a']);
  const other = MemberSet.parse(MemberSet.of(['b', 'c', 'a']).text);
  expect([one.size, one.first, one.equals(other)]).toEqual([3, 'a', true]);
  expect(owners(one)).toEqual(owners(other));
});

it.each([
  { text: '', size: 0, owner: undefined },
  { text: undefined, size: 0, owner: undefined },
  { text: 'only', size: 1, owner: 'only' },
])('of the record $text has $size members', ({ text, size, owner }) => {
  const set = MemberSet.parse(text);
  expect([set.size, set.ownerOf('shop/orders')]).toEqual([size, owner]);
});
