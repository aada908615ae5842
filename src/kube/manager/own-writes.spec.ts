import type { Informer } from '../informer/index.js';
import { POD, SECRET, type KubeObject, type ResourceType } from '../meta/index.js';
import { OwnWrites } from './own-writes.js';

/** Notes what it is asked to wait for, and has seen everything. */
function aFollower(type: ResourceType, labelSelector: string | undefined, waits: string[]): Informer {
  const waitForVersion = async (version: string): Promise<boolean> => {
    waits.push(`${type.plural}[${labelSelector ?? ''}]@${version}`);
    return true;
  };
  return { spec: { type, labelSelector }, waitForVersion } as unknown as Informer;
}

const aWritten = (resourceVersion: string, labels?: Record<string, string>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'orders', resourceVersion, labels },
});

describe('what was written and must be seen', () => {
  const { signal } = new AbortController();
  let waits: string[];
  let own: OwnWrites;

  beforeEach(() => {
    waits = [];
    own = new OwnWrites([aFollower(SECRET, 'made-by=us', waits), aFollower(SECRET, 'made-by=others', waits)]);
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
});
