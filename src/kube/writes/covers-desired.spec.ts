import { coversDesired } from './covers-desired.js';

it.each<{ holds: boolean; when: string; live: unknown; desired: unknown }>([
  { holds: true, when: 'the server added defaults', live: { a: 1, b: 2 }, desired: { a: 1 } },
  { holds: false, when: 'a field is missing', live: { b: 2 }, desired: { a: 1 } },
  { holds: false, when: 'a value differs', live: { a: 2 }, desired: { a: 1 } },
  { holds: true, when: 'a quantity is written otherwise', live: { m: '1Gi' }, desired: { m: '1024Mi' } },
  { holds: true, when: 'a quantity is a number on one side', live: { cpu: '2' }, desired: { cpu: 2 } },
  { holds: false, when: 'quantities differ', live: { m: '1Gi' }, desired: { m: '1G' } },
  {
    holds: true,
    when: 'items of a plain list are equal',
    live: { l: [1, { a: 1, b: 2 }] },
    desired: { l: [1, { a: 1 }] },
  },
  { holds: false, when: 'a plain list has more items', live: { l: [1, 2] }, desired: { l: [1] } },
  { holds: false, when: 'a plain list has another order', live: { l: ['a', 'b'] }, desired: { l: ['b', 'a'] } },
  {
    holds: true,
    when: 'named items have another order and another writer added one',
    live: { l: [{ name: 'x' }, { name: 'b', v: 2 }, { name: 'a', v: 1 }] },
    desired: { l: [{ name: 'a', v: 1 }, { name: 'b' }] },
  },
  { holds: false, when: 'a named item is missing', live: { l: [{ name: 'a' }] }, desired: { l: [{ name: 'b' }] } },
  {
    holds: false,
    when: 'names repeat, so that they are no key',
    live: {
      l: [
        { name: 'a', v: 1 },
        { name: 'a', v: 2 },
      ],
    },
    desired: {
      l: [
        { name: 'a', v: 2 },
        { name: 'a', v: 1 },
      ],
    },
  },
  { holds: true, when: 'nothing is desired of an absent field', live: {}, desired: { a: undefined, b: null } },
  { holds: false, when: 'a field must be absent and is not', live: { a: 1 }, desired: { a: null } },
  { holds: false, when: 'a name of the language is not there of its own', live: {}, desired: { toString: 'x' } },
  { holds: false, when: 'the shape differs', live: { a: [] }, desired: { a: {} } },
])('is $holds when $when', ({ live, desired, holds }) => {
  expect(coversDesired(live, desired)).toBe(holds);
});
