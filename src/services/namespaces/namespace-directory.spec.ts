import { InMemoryInformer } from '../../../test/doubles/in-memory-informer.js';
import type { UntypedObject } from '../../kube/meta/index.js';
import type { ResourceAccess } from '../auth/resource-access.js';
import { MAX_CHECKS, NamespaceDirectory, type NamespaceQuery } from './namespace-directory.js';

const ann = { username: 'ann', groups: [] };

const aNamespace = (name: string, deletionTimestamp?: string): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, deletionTimestamp },
});

/** As one who may list clusters in these, or everywhere. */
function directoryFor(
  namespaces: readonly UntypedObject[],
  mayList: (namespace: string | undefined) => boolean,
): { directory: NamespaceDirectory; asked: (string | undefined)[]; informer: InMemoryInformer<UntypedObject> } {
  const asked: (string | undefined)[] = [];
  const access = {
    mayList: async (_caller: unknown, _verb: string, namespace?: string) => (asked.push(namespace), mayList(namespace)),
  } as unknown as ResourceAccess;
  const informer = new InMemoryInformer(namespaces);
  return { directory: new NamespaceDirectory(informer.asInformer, access), asked, informer };
}

const query = (changes: Partial<NamespaceQuery> = {}): NamespaceQuery => ({
  limit: 50,
  cursorPointer: '?cursor',
  ...changes,
});

const NAMES = ['team-b', 'team-a', 'kube-system', 'team-c', 'teams'];
const all = NAMES.map((name) => aNamespace(name));

describe('NamespaceDirectory', () => {
  it('has all, by name, for one who may list clusters everywhere, and asks only once', async () => {
    const { directory, asked } = directoryFor(all, () => true);
    const { items, hasNext, truncated } = await directory.list(ann, query());
    expect(items.map(({ name }) => name)).toEqual(['kube-system', 'team-a', 'team-b', 'team-c', 'teams']);
    expect([hasNext, truncated, asked]).toEqual([false, false, [undefined]]);
  });

  it('has nothing of which the caller may not list the clusters', async () => {
    const { directory } = directoryFor(all, (namespace) => namespace === 'team-a' || namespace === 'team-c');
    const { items } = await directory.list(ann, query());
    expect(items.map(({ name }) => name)).toEqual(['team-a', 'team-c']);
  });

  it.each(['all', 'some'])(
    'goes on behind a page without losing or repeating any, for one who sees %s',
    async (sight) => {
      const visible = sight === 'all' ? NAMES : ['team-a', 'team-b', 'teams'];
      const { directory, informer } = directoryFor(all, (name) =>
        name === undefined ? sight === 'all' : visible.includes(name),
      );
      const names: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await directory.list(ann, query({ limit: 1, cursor }));
        names.push(...page.items.map(({ name }) => name));
        cursor = page.hasNext ? page.cursorOf(page.items.at(-1)!) : undefined;
        // What comes before the place is of no more interest.
        informer.put(aNamespace('a-newcomer'));
      } while (cursor);
      expect(names).toEqual([...visible].sort());
    },
  );

  it('asks only for what begins with the prefix, and refuses its cursor to another', async () => {
    const { directory, asked } = directoryFor(all, (namespace) => namespace !== undefined);
    const page = await directory.list(ann, query({ q: 'team-', limit: 2 }));
    expect(page.items.map(({ name }) => name)).toEqual(['team-a', 'team-b']);
    expect(asked).toEqual([undefined, 'team-a', 'team-b', 'team-c']);
    const cursor = page.cursorOf(page.items[1]!);
    await expect(directory.list(ann, query({ q: 'kube', cursor }))).rejects.toMatchObject({
      code: 'malformed_request',
    });
  });

  it('says so where it does not ask further, and when the namespace goes', async () => {
    const many = Array.from({ length: MAX_CHECKS + 1 }, (_, index) =>
      aNamespace(`n-${String(index).padStart(5, '0')}`),
    );
    const { directory, asked } = directoryFor([...many, aNamespace('n-00000', '2026-01-01T00:00:00Z')], (name) =>
      ['n-00000', `n-0${MAX_CHECKS}`].includes(name ?? ''),
    );
    const { items, truncated } = await directory.list(ann, query());
    expect(items).toEqual([{ name: 'n-00000', terminating: true }]);
    expect([truncated, asked.length]).toEqual([true, MAX_CHECKS + 1]);
  });

  it('cannot tell before its cache is filled', async () => {
    const { directory, informer } = directoryFor(all, () => true);
    informer.isSynced = false;
    await expect(directory.list(ann, query())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
