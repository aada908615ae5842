import { aNodePool } from '../../../../test/builders/stand-in-kafka.js';
import type { PodSet, Storage, Volume } from './kafka.js';
import { claimNeeds, judgeStorage } from './storage.js';

const volume = (changes: Partial<Volume> = {}): Volume => ({
  id: 0,
  type: 'persistent-claim',
  size: '2Gi',
  class: 'fast',
  ...changes,
});
const jbod = (...volumes: Volume[]): Storage => ({ type: 'jbod', volumes });

const podSetOf = (storage: Storage): PodSet =>
  ({ metadata: { annotations: { 'strimzi.io/storage': JSON.stringify(storage) } } }) as unknown as PodSet;

describe('storage of a pool', () => {
  it.each([
    { given: 'larger', before: jbod(volume()), after: jbod(volume({ size: '3Gi' })), refused: false },
    { given: 'smaller', before: jbod(volume()), after: jbod(volume({ size: '1Gi' })), refused: true },
    { given: 'of another class', before: jbod(volume()), after: jbod(volume({ class: 'slow' })), refused: true },
    { given: 'of another type', before: jbod(volume()), after: jbod({ id: 0, type: 'ephemeral' }), refused: true },
    { given: 'with one more disk', before: jbod(volume()), after: jbod(volume(), volume({ id: 1 })), refused: false },
    { given: 'with one disk less', before: jbod(volume(), volume({ id: 1 })), after: jbod(volume()), refused: false },
    { given: 'a list in place of one disk', before: volume(), after: jbod(volume()), refused: true },
    {
      given: 'larger on one disk and smaller on another',
      before: jbod(volume(), volume({ id: 1 })),
      after: jbod(volume({ size: '9Gi' }), volume({ id: 1, size: '1Gi' })),
      refused: true,
    },
  ])('$given is refused as a whole: $refused', ({ before, after, refused }) => {
    const wish = judgeStorage(aNodePool({ spec: { storage: after } }), podSetOf(before));
    expect(wish).toEqual({ storage: refused ? before : after, isRefused: refused });
  });

  it('is what the pool says as long as there are no pods', () => {
    expect(judgeStorage(aNodePool({ spec: { storage: volume() } }), undefined)).toEqual({
      storage: volume(),
      isRefused: false,
    });
  });

  it('has claims for disks that last, named by their number in a list', () => {
    expect(claimNeeds(jbod(volume(), { id: 1, type: 'ephemeral' })).map(({ prefix }) => prefix)).toEqual(['data-0']);
    expect(claimNeeds(volume()).map(({ prefix }) => prefix)).toEqual(['data']);
  });
});
