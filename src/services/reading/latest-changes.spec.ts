import type { KubeObject } from '../../kube/meta/index.js';
import { LatestChanges } from './latest-changes.js';

const thing = (name: string, version: number, fits = 'yes'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name, namespace: 'a', uid: `uid-${name}`, resourceVersion: String(version), labels: { fits } },
});

describe('changes that wait for a reader', () => {
  let changes: LatestChanges<KubeObject>;
  let reading: AsyncGenerator<unknown>;

  const told = async (times: number): Promise<string[]> => {
    const lines: string[] = [];
    for (let i = 0; i < times; i++) {
      const { type, object, position } = (await reading.next()).value as Record<string, string> & {
        object?: KubeObject;
      };
      lines.push(`${type} ${object ? `${object.metadata.name}@${object.metadata.resourceVersion}` : '-'} ${position}`);
    }
    return lines;
  };

  beforeEach(() => {
    changes = new LatestChanges({ isInScope: () => true, matches: ({ metadata }) => metadata.labels?.fits === 'yes' });
    reading = changes.read(new AbortController().signal);
  });

  it('are told with the version up to which nothing is left untold', async () => {
    changes.put('Added', thing('one', 3));
    changes.put('Added', thing('two', 9));
    changes.markSynced('10');
    changes.put('Added', thing('late', 12));
    changes.put('Modified', thing('later', 11));
    expect(await told(5)).toEqual([
      'Added one@3 undefined',
      'Added two@9 undefined',
      'Synced - 10',
      'Added late@12 10',
      'Added later@11 12',
    ]);
  });

  it('are told in their latest state, which is no progress over what waits behind', async () => {
    changes.markSynced('1');
    changes.put('Added', thing('one', 2));
    changes.put('Added', thing('two', 3));
    changes.put('Modified', thing('one', 14));
    expect(await told(3)).toEqual(['Synced - 1', 'Added one@14 1', 'Added two@3 14']);
  });

  it('are, to one who was away, what has changed since; the end of what no longer fits', async () => {
    changes.remember(thing('same', 4));
    changes.remember(thing('unfit', 4, 'no'));
    changes.putMissed('Modified', thing('changed', 6));
    changes.putMissed('Modified', thing('unfitting', 7, 'no'));
    changes.putMissed('Deleted', thing('gone', 8));
    changes.markSynced('8');
    changes.put('Modified', thing('same', 9));
    changes.put('Modified', thing('unfit', 10, 'no'));
    expect((await told(5)).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'Modified changed@6',
      'Deleted unfitting@7',
      'Deleted gone@8',
      'Synced -',
      'Modified same@9',
    ]);
  });
});
