import type { EventHandler } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { RecentDeletions } from './recent-deletions.js';

const thing = (version: number): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Thing',
  metadata: { name: `t${version}`, uid: `uid-${version}`, resourceVersion: String(version) },
});

const nextTick = (): Promise<void> => Promise.resolve();

describe('deletions of late', () => {
  let handler: EventHandler<KubeObject>;
  let informer: { lastSyncRv?: string; addHandler: (given: EventHandler<KubeObject>) => never };
  let deletions: RecentDeletions<KubeObject>;

  beforeEach(() => {
    informer = { addHandler: (given) => (handler = given) as never };
    deletions = new RecentDeletions(informer as never, 2);
  });

  /** The list of an informer: its version is known when all of it has been told. */
  const list = async (version: string): Promise<void> => {
    handler.add?.(thing(1), true);
    informer.lastSyncRv = version;
    await nextTick();
  };

  const after = (version: string): string[] | undefined =>
    deletions.after(version)?.map(({ metadata }) => metadata.name);

  it('are those after the version that is asked for', async () => {
    await list('10');
    handler.delete?.(thing(11));
    handler.delete?.(thing(13));
    expect([after('10'), after('11'), after('12'), after('13')]).toEqual([['t11', 't13'], ['t13'], ['t13'], []]);
  });

  it('are not known of the time before the first list', async () => {
    expect(after('10')).toBeUndefined();
    await list('10');
    expect([after('9'), after('10')]).toEqual([undefined, []]);
  });

  it('are known of a kind of which there is nothing', () => {
    informer.lastSyncRv = '10';
    expect([after('9'), after('10')]).toEqual([undefined, []]);
  });

  it('are forgotten, the oldest first, and it is known which', async () => {
    await list('10');
    for (const version of [11, 12, 13]) handler.delete?.(thing(version));
    expect([after('10'), after('11')]).toEqual([undefined, ['t12', 't13']]);
  });

  it('are not relied upon after one was missed', async () => {
    await list('10');
    handler.delete?.(thing(11));
    handler.delete?.(thing(5), { key: 't5', lastKnown: thing(5), finalStateUnknown: true });
    informer.lastSyncRv = '20';
    await nextTick();
    expect([after('10'), after('19'), after('20')]).toEqual([undefined, undefined, []]);
  });
});
