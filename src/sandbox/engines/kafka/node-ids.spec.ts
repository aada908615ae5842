import { parseIds, resizeIds } from './node-ids.js';

describe('numbers of nodes', () => {
  it.each([
    { text: '[3, 5]', ids: [3, 5] },
    { text: '[100-102]', ids: [100, 101, 102] },
    { text: '[0, 10-11]', ids: [0, 10, 11] },
    { text: '[5-3]', ids: [] },
    { text: 'three', ids: [] },
    { text: undefined, ids: [] },
  ])('are read from "$text"', ({ text, ids }) => {
    expect(parseIds(text)).toEqual(ids);
  });

  it.each([
    { does: 'the lowest that are free', pool: { current: [], replicas: 2 }, taken: [0], ids: [1, 2] },
    {
      does: 'those that a person prefers',
      pool: { current: [100], replicas: 3, next: '[100-199]' },
      taken: [100],
      ids: [100, 101, 102],
    },
    {
      does: 'the lowest again when the preferred are used up',
      pool: { current: [7], replicas: 2, next: '[7]' },
      taken: [7],
      ids: [0, 7],
    },
    {
      does: 'all but the highest when there are too many',
      pool: { current: [0, 1, 2], replicas: 2 },
      taken: [0, 1, 2],
      ids: [0, 1],
    },
    {
      does: 'all but those that a person gives up',
      pool: { current: [0, 1, 2], replicas: 2, remove: '[1]' },
      taken: [0, 1, 2],
      ids: [0, 2],
    },
  ])('are $does', ({ pool, taken, ids }) => {
    expect(resizeIds(pool, new Set(taken))).toEqual(ids);
  });
});
