import { ManualClock } from '../../../test/doubles/manual-clock.js';
import type { Informer } from '../informer/index.js';
import { POD, SECRET, type KubeObject, type ResourceType } from '../meta/index.js';
import { OwnWrites } from './own-writes.js';

interface Cache {
  readonly waits: string[];
  hasSeenAll: boolean;
  isFollowing: boolean;
}

/** Notes what it is asked to wait for. */
function aFollower(type: ResourceType, labelSelector: string, cache: Cache): Informer {
  const waitForVersion = async (version: string): Promise<boolean> => {
    cache.waits.push(`${type.plural}[${labelSelector}]@${version}`);
    return cache.hasSeenAll;
  };
  return {
    spec: { type, labelSelector },
    waitForVersion,
    get isFollowing() {
      return cache.isFollowing;
    },
  } as unknown as Informer;
}

const aWritten = (resourceVersion: string, labels?: Record<string, string>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'orders', resourceVersion, labels },
});

describe('what was written and must be seen', () => {
  const { signal } = new AbortController();
  let waits: string[];
  let cache: Cache;
  let clock: ManualClock;
  let own: OwnWrites;

  beforeEach(() => {
    waits = [];
    cache = { waits, hasSeenAll: true, isFollowing: true };
    clock = new ManualClock();
    own = new OwnWrites([aFollower(SECRET, 'made-by=us', cache), aFollower(SECRET, 'made-by=others', cache)], clock);
  });

  it('is waited for in the cache that shows it, of several that follow its kind', async () => {
    own.record('a/b', SECRET, aWritten('7', { 'made-by': 'us' }));
    expect(await own.settle('a/b', signal)).toBe(true);
    expect(waits).toEqual(['secrets[made-by=us]@7']);
  });

  it('is not waited for where no cache shows it', async () => {
    own.record('a/b', SECRET, aWritten('7', { 'made-by': 'nobody' }));
    own.record('a/b', POD, aWritten('8'));
    expect(await own.settle('a/b', signal)).toBe(true);
    expect(waits).toEqual([]);
  });

  it('is the latest of each cache, once, and of the key alone', async () => {
    own.record('a/b', SECRET, aWritten('9', { 'made-by': 'us' }));
    own.record('a/b', SECRET, aWritten('8', { 'made-by': 'us' }));
    own.record('a/c', SECRET, aWritten('3', { 'made-by': 'us' }));
    await own.settle('a/b', signal);
    await own.settle('a/b', signal);
    expect(waits).toEqual(['secrets[made-by=us]@9']);
  });

  it('is asked for again and again until the cache shows it', async () => {
    own.record('a/b', SECRET, aWritten('9', { 'made-by': 'us' }));
    cache.hasSeenAll = false;
    expect(await own.settle('a/b', signal)).toBe(false);
    expect(await own.settle('a/b', signal)).toBe(false);
    cache.hasSeenAll = true;
    expect(await own.settle('a/b', signal)).toBe(true);
    expect(waits).toHaveLength(3);
    await own.settle('a/b', signal);
    expect(waits).toHaveLength(3);
  });

  it.each([
    { when: 'five minutes have passed', giveUpHope: () => clock.jump(300_000) },
    { when: 'its kind is no longer followed', giveUpHope: () => (cache.isFollowing = false) },
  ])('is forgotten when $when', async ({ giveUpHope }) => {
    own.record('a/b', SECRET, aWritten('9', { 'made-by': 'us' }));
    cache.hasSeenAll = false;
    giveUpHope();
    expect(await own.settle('a/b', signal)).toBe(true);
    expect(waits).toEqual([]);
  });
});
