import type { Informer } from '../../kube/informer/index.js';
import type { EventHandler } from '../../kube/informer/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { ClusterAccess } from './cluster-access.js';
import type { ResourceChange } from '../reading/latest-changes.js';
import { ClusterWatcher } from './cluster-watcher.js';

const CALLER = { username: 'ann', groups: [] };

/** The handler side of an informer: all that a watcher needs of one. */
class FakeInformer {
  handler: EventHandler<DatabaseCluster> | undefined;

  addHandler(handler: EventHandler<DatabaseCluster>): { hasSynced: () => boolean; remove: () => void } {
    this.handler = handler;
    return { hasSynced: () => true, remove: () => (this.handler = undefined) };
  }
}

const allowing = (may: (name: string) => boolean): ClusterAccess =>
  ({
    requireList: async () => undefined,
    mayWatch: async (_caller: unknown, { name }: { name: string }) => may(name),
  }) as unknown as ClusterAccess;

function aCluster(name: string, uid = name, phase: DatabaseCluster['status'] = { phase: 'Running' }): DatabaseCluster {
  return {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'DatabaseCluster',
    metadata: { name, namespace: 'shop', uid },
    spec: { engine: 'postgresql', clusterSize: 1, storage: { size: '1Gi' } },
    status: phase,
  };
}

interface Watch {
  readonly informer: FakeInformer;
  readonly next: () => Promise<string>;
  readonly stop: () => Promise<unknown>;
}

async function watch(filter: object = {}, may: (name: string) => boolean = () => true): Promise<Watch> {
  const informer = new FakeInformer();
  const watcher = new ClusterWatcher(informer as unknown as Informer<DatabaseCluster>, allowing(may));
  const aborting = new AbortController();
  const changes = watcher.watch(CALLER, { namespace: 'shop', ...filter, signal: aborting.signal });
  const describeNext = async ({ value }: IteratorResult<ResourceChange<DatabaseCluster>>): Promise<string> => {
    const { type, object } = value as ResourceChange<DatabaseCluster>;
    return `${type} ${object.metadata.uid}`;
  };
  // The generator subscribes when it is first asked.
  let first: Promise<IteratorResult<ResourceChange<DatabaseCluster>>> | undefined = changes.next();
  await new Promise((resolve) => setImmediate(resolve));
  const next = async (): Promise<string> => {
    const pending = first ?? changes.next();
    first = undefined;
    return describeNext(await pending);
  };
  return { informer, next, stop: () => (aborting.abort(), changes.return(undefined)) };
}

describe('ClusterWatcher', () => {
  it('tells a slow reader the latest state of each cluster, once', async () => {
    const { informer, next, stop } = await watch();
    informer.handler!.add!(aCluster('a'), true);
    expect(await next()).toBe('Added a');
    for (let i = 0; i < 3; i++) informer.handler!.update!(aCluster('a'), aCluster('a'));
    informer.handler!.add!(aCluster('b'), false);
    expect([await next(), await next()]).toEqual(['Modified a', 'Added b']);
    await stop();
  });

  it('does not tell of what came and went unseen', async () => {
    const { informer, next, stop } = await watch();
    informer.handler!.add!(aCluster('x'), true);
    expect(await next()).toBe('Added x');
    informer.handler!.add!(aCluster('a'), false);
    informer.handler!.delete!(aCluster('a'));
    informer.handler!.add!(aCluster('b'), false);
    expect(await next()).toBe('Added b');
    await stop();
  });

  it('tells the end of one cluster before the birth of another of its name', async () => {
    const { informer, next, stop } = await watch();
    informer.handler!.add!(aCluster('a', 'first'), true);
    expect(await next()).toBe('Added first');
    informer.handler!.delete!(aCluster('a', 'first'));
    informer.handler!.add!(aCluster('a', 'second'), false);
    expect([await next(), await next()]).toEqual(['Deleted first', 'Added second']);
    await stop();
  });

  it('calls it a deletion when a cluster leaves the filter', async () => {
    const { informer, next, stop } = await watch({ phase: ['Running'] });
    informer.handler!.add!(aCluster('a'), true);
    expect(await next()).toBe('Added a');
    informer.handler!.update!(aCluster('a'), aCluster('a', 'a', { phase: 'Updating' }));
    expect(await next()).toBe('Deleted a');
    await stop();
  });

  it('keeps to itself what the caller may not watch', async () => {
    const { informer, next, stop } = await watch({}, (name) => name !== 'secret');
    informer.handler!.add!(aCluster('secret'), true);
    informer.handler!.add!(aCluster('open'), true);
    expect(await next()).toBe('Added open');
    await stop();
  });

  it('stops listening when the reader leaves', async () => {
    const { informer, next, stop } = await watch();
    informer.handler!.add!(aCluster('a'), true);
    await next();
    await stop();
    expect(informer.handler).toBeUndefined();
  });
});
