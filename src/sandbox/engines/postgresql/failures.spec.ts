import { aSubmittedCluster } from '../../../../test/builders/stand-in-cluster.js';
import { failuresOf, unknownFailures } from './failures.js';
import { isOrderedFor } from '../mechanics/orders.js';
import { SANDBOX_ANNOTATION } from './well-known.js';

const ordered = (text: string): ReturnType<typeof aSubmittedCluster> =>
  aSubmittedCluster({ annotations: { [SANDBOX_ANNOTATION.fail]: text } });

describe('failures on request', () => {
  it.each([
    { text: '', expected: [] },
    { text: 'join-job', expected: [['join-job', undefined]] },
    {
      text: ' join-job , pvc-resize,',
      expected: [
        ['join-job', undefined],
        ['pvc-resize', undefined],
      ],
    },
    { text: 'image-pull:ghcr.io/team/postgresql:17.9', expected: [['image-pull', 'ghcr.io/team/postgresql:17.9']] },
    { text: 'earthquake:here', expected: [] },
  ])('are read from "$text"', ({ text, expected }) => {
    expect([...failuresOf(ordered(text))]).toEqual(expected);
  });

  it('that nobody knows are told of', () => {
    expect(unknownFailures(ordered('join-job,earthquake:here,jion-job'))).toEqual([
      expect.stringContaining('"earthquake:here"'),
      expect.stringContaining('"jion-job"'),
    ]);
  });

  it.each([
    { text: 'never-ready', expected: true },
    { text: 'never-ready:orders-2', expected: true },
    { text: 'never-ready:orders-1', expected: false },
    { text: 'never-ready:orders-22', expected: false },
    { text: 'join-job', expected: false },
  ])('by "$text" concern orders-2: $expected', ({ text, expected }) => {
    expect(isOrderedFor(failuresOf(ordered(text)), 'never-ready', 'orders-2')).toBe(expected);
  });
});
