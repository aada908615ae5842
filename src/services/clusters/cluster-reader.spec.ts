import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import { ProblemError } from '../../domain/problem.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { VisibleNamespaces } from '../auth/resource-access.js';
import type { ClusterAccess } from './cluster-access.js';
import { ClusterReader, type ClusterQuery } from './cluster-reader.js';

const ann = { username: 'ann', groups: [] };

function aCluster(key: string, spec: object = {}): DatabaseCluster {
  const [namespace, name] = key.split('/') as [string, string];
  return aDatabaseCluster(spec, { metadata: { namespace, name, uid: key } });
}

const seeing = (visible: VisibleNamespaces): ClusterAccess =>
  ({
    require: async () => undefined,
    notFound: () => new ProblemError('not_found', 'Not there.'),
    requireList: async () => undefined,
    visibleNamespaces: async () => visible,
  }) as unknown as ClusterAccess;

function readerOf(
  keys: string[],
  visible: VisibleNamespaces = 'all',
): { reader: ClusterReader; informer: InMemoryInformer<DatabaseCluster> } {
  const informer = new InMemoryInformer(keys.map((key) => aCluster(key)));
  return { reader: new ClusterReader(informer.asInformer, seeing(visible)), informer };
}

const keysOf = (items: readonly DatabaseCluster[]): string[] =>
  items.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

/** Follows the cursors to the other end; `between` happens after each page. */
async function walk(
  reader: ClusterReader,
  query: Partial<ClusterQuery>,
  between: () => void = () => undefined,
): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  let hasMore = true;
  while (hasMore) {
    const page = await reader.list(ann, { limit: 3, ...query, [query.fromEnd ? 'before' : 'cursor']: cursor });
    seen.push(...keysOf(page.items));
    hasMore = query.fromEnd ? page.hasPrevious() : page.nextCursor !== undefined;
    const edge = query.fromEnd ? page.items[0] : page.items.at(-1);
    cursor = edge && page.cursorOf(edge);
    between();
  }
  return seen;
}

/** Numbers below `bound`, the same for the same seed. */
function seeded(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

describe('pages of clusters', () => {
  it('come by namespace, then by name, whatever stands in the names', async () => {
    const { reader } = readerOf(['b/a', 'a-b/x', 'a/z', 'a/a-b', 'a/a', 'a-b/a']);
    expect(await walk(reader, {})).toEqual(['a/a', 'a/a-b', 'a/z', 'a-b/a', 'a-b/x', 'b/a']);
  });

  it.each([
    { does: 'fewer than a page', count: 2, pages: [2] },
    { does: 'exactly one page', count: 3, pages: [3] },
    { does: 'one more than a page', count: 4, pages: [3, 1] },
    { does: 'nothing', count: 0, pages: [0] },
  ])('end when there is $does', async ({ count, pages }) => {
    const { reader } = readerOf(Array.from({ length: count }, (_, i) => `a/db-${i}`));
    const lengths: number[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await reader.list(ann, { limit: 3, cursor });
      lengths.push(page.items.length);
      cursor = page.nextCursor;
    }
    expect(lengths).toEqual(pages);
  });

  it.each(Array.from({ length: 20 }, (_, i) => ({ seed: i + 1, fromEnd: i % 2 === 0 })))(
    'tell of each cluster that stays once, and of none twice, whatever comes and goes ($seed, from the end: $fromEnd)',
    async ({ seed, fromEnd }) => {
      const below = seeded(seed);
      const anyKey = (): string => `${'abc'[below(3)]!}${below(2) ? '-x' : ''}/db-${below(30)}`;
      const stays = new Set(Array.from({ length: 15 }, anyKey));
      const { reader, informer } = readerOf([...stays]);
      const seen = await walk(reader, { limit: 1 + below(4), fromEnd }, () => {
        for (let i = 0; i < 4; i++) {
          const key = anyKey();
          if (stays.has(key)) informer.put(aCluster(key, { clusterSize: below(9) }));
          else if (informer.store.has(key)) informer.remove(aCluster(key));
          else informer.put(aCluster(key));
        }
      });
      expect(new Set(seen).size).toBe(seen.length);
      expect([...stays].filter((key) => !seen.includes(key))).toEqual([]);
    },
  );

  describe('told by both ends', () => {
    const KEYS = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5'];
    /** The cursor of a cluster, as a page with it would give it. */
    const cursorAt = async (reader: ClusterReader, key: string): Promise<string> => {
      const { items, cursorOf } = await reader.list(ann, { limit: 500 });
      return cursorOf(items.find((item) => keysOf([item])[0] === key)!);
    };

    it.each<[string, { first?: number; last?: number; after?: string; before?: string }, string[], [boolean, boolean]]>(
      [
        ['the first', { first: 2 }, ['a/1', 'a/2'], [false, true]],
        ['the first of what is behind', { first: 2, after: 'a/2' }, ['a/3', 'a/4'], [true, true]],
        ['all that is behind', { first: 9, after: 'a/3' }, ['a/4', 'a/5'], [true, false]],
        ['the last', { last: 2 }, ['a/4', 'a/5'], [true, false]],
        ['all of them from the end', { last: 5 }, KEYS, [false, false]],
        ['the last of what is before', { last: 2, before: 'a/4' }, ['a/2', 'a/3'], [true, true]],
        ['all that is before', { last: 9, before: 'a/3' }, ['a/1', 'a/2'], [false, true]],
        ['the first between two', { first: 1, after: 'a/1', before: 'a/4' }, ['a/2'], [true, true]],
        ['the last between two', { last: 1, after: 'a/1', before: 'a/4' }, ['a/3'], [true, true]],
        ['all between two', { last: 3, after: 'a/1', before: 'a/4' }, ['a/2', 'a/3'], [true, true]],
        ['nothing before the first', { last: 3, before: 'a/1' }, [], [false, true]],
        ['nothing behind the last', { first: 3, after: 'a/5' }, [], [true, false]],
        ['nothing where the ends cross', { last: 3, after: 'a/4', before: 'a/2' }, [], [true, true]],
      ],
    )('are %s', async (_what, { first, last, after, before }, keys, around) => {
      const { reader } = readerOf(KEYS);
      const page = await reader.list(ann, {
        limit: (first ?? last)!,
        fromEnd: last !== undefined,
        cursor: after && (await cursorAt(reader, after)),
        before: before && (await cursorAt(reader, before)),
      });
      expect([keysOf(page.items), [page.hasPrevious(), page.hasNext()]]).toEqual([keys, around]);
    });

    it('stay what they are when the clusters at the cursors have gone, and count what is gone no more', async () => {
      const { reader, informer } = readerOf(KEYS);
      const [after, before] = [await cursorAt(reader, 'a/1'), await cursorAt(reader, 'a/5')];
      informer.remove(aCluster('a/1'));
      informer.remove(aCluster('a/5'));
      const page = await reader.list(ann, { limit: 2, fromEnd: true, cursor: after, before });
      expect(keysOf(page.items)).toEqual(['a/3', 'a/4']);
      expect([page.hasPrevious(), page.hasNext()]).toEqual([true, false]);
      informer.put(aCluster('a/6'));
      expect(page.hasNext()).toBe(true);
    });

    it('have nothing around them that the caller may not see', async () => {
      const { reader } = readerOf(['a/1', 'b/1', 'b/2', 'c/1'], new Set(['b']));
      const page = await reader.list(ann, { limit: 2, fromEnd: true });
      expect([keysOf(page.items), page.hasPrevious(), page.hasNext()]).toEqual([['b/1', 'b/2'], false, false]);
    });
  });

  it('go on after a cluster that has gone', async () => {
    const { reader, informer } = readerOf(['a/1', 'a/2', 'a/3', 'a/4']);
    const first = await reader.list(ann, { limit: 2 });
    informer.remove(aCluster('a/2'));
    const second = await reader.list(ann, { limit: 2, cursor: first.nextCursor });
    expect(keysOf(second.items)).toEqual(['a/3', 'a/4']);
  });

  it('show what the caller may see, and count no more', async () => {
    const { reader } = readerOf(['a/1', 'b/1', 'b/2', 'c/1'], new Set(['a', 'c']));
    const page = await reader.list(ann, { limit: 1, withTotal: true });
    expect([keysOf(page.items), page.total]).toEqual([['a/1'], 2]);
    expect(await walk(reader, {})).toEqual(['a/1', 'c/1']);
  });

  it('show one namespace, where it is asked for', async () => {
    const { reader } = readerOf(['a/1', 'a-b/1', 'b/1']);
    expect(await walk(reader, { namespace: 'a' })).toEqual(['a/1']);
  });

  it('are full though the filter leaves out much in between', async () => {
    const keys = Array.from({ length: 40 }, (_, i) => `a/db-${String(i).padStart(2, '0')}`);
    const { reader, informer } = readerOf(keys);
    for (const key of keys.filter((_, i) => i % 10 !== 0)) informer.put(aCluster(key, { engine: 'mysql' }));
    const page = await reader.list(ann, { limit: 3, engine: ['postgresql'], withTotal: true });
    expect([keysOf(page.items), page.total]).toEqual([['a/db-00', 'a/db-10', 'a/db-20'], 4]);
    const last = await reader.list(ann, { limit: 3, engine: ['postgresql'], cursor: page.nextCursor });
    expect([keysOf(last.items), last.nextCursor]).toEqual([['a/db-30'], undefined]);
  });

  it('are refused while the cache is being filled, and so is one cluster', async () => {
    const { reader, informer } = readerOf(['a/1']);
    informer.isSynced = false;
    const unavailable = { code: 'unavailable', retryAfterSeconds: 1 };
    await expect(reader.list(ann, { limit: 1 })).rejects.toMatchObject(unavailable);
    await expect(reader.get(ann, { namespace: 'a', name: '1' })).rejects.toMatchObject(unavailable);
  });

  it('are refused for a cursor that is none', async () => {
    const { reader } = readerOf([]);
    await expect(reader.list(ann, { limit: 1, cursor: 'x', pointerTo: (name) => `a ${name}` })).rejects.toMatchObject({
      code: 'malformed_request',
      fields: [{ pointer: 'a cursor' }],
    });
  });
});

describe('one cluster', () => {
  it('is found by its key, or not found', async () => {
    const { reader } = readerOf(['a/1']);
    expect((await reader.get(ann, { namespace: 'a', name: '1' })).metadata.uid).toBe('a/1');
    await expect(reader.get(ann, { namespace: 'a', name: '2' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is looked for only after the right to it is known', async () => {
    const denied = { require: () => Promise.reject(new Error('denied')) } as unknown as ClusterAccess;
    const reader = new ClusterReader(new InMemoryInformer<DatabaseCluster>().asInformer, denied);
    await expect(reader.get(ann, { namespace: 'a', name: '1' })).rejects.toThrow('denied');
  });
});
