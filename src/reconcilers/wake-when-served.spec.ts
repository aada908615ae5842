import { aProvider } from '../../test/builders/provider.js';
import { WIDGET } from '../../test/builders/widget.js';
import { settle } from '../../test/doubles/manual-clock.js';
import { InMemoryInformer } from '../../test/doubles/in-memory-informer.js';
import type { ServedListener, SharedInformers } from '../kube/informer/index.js';
import type { ResourceType, UntypedObject } from '../kube/meta/index.js';
import { ProviderRegistry } from '../providers/contract/index.js';
import type { ClusterCaches } from '../caches/index.js';
import { wakeWhenServed } from './wake-when-served.js';

const GADGET: ResourceType = { ...WIDGET, plural: 'gadgets' };
const watching = (...types: ResourceType[]): { type: ResourceType; clusterOf: () => string }[] =>
  types.map((type) => ({ type, clusterOf: () => 'orders' }));

describe('wakeWhenServed', () => {
  let woken: string[];
  let tell: ServedListener;
  let informer: InMemoryInformer<UntypedObject>;

  beforeEach(() => {
    woken = [];
    informer = new InMemoryInformer<UntypedObject>();
    const informers = { onServedChange: (listener: ServedListener) => void (tell = listener) };
    const caches = { childrenOf: () => new Map([WIDGET, GADGET].map((type) => [type, informer.asInformer])) };
    const providers = [
      aProvider({ engine: 'postgresql', watches: watching(WIDGET) }),
      aProvider({ engine: 'mongodb', watches: watching(GADGET, WIDGET) }),
      aProvider({ engine: 'mysql', watches: watching(GADGET) }),
    ];
    wakeWhenServed(
      informers as unknown as SharedInformers,
      new ProviderRegistry(providers),
      caches as unknown as ClusterCaches,
      (engine) => woken.push(engine),
    );
  });

  it('wakes every engine that watches a kind which begins to be served', async () => {
    tell({ group: 'example.org', plural: 'widgets' }, true);
    await settle();
    expect(woken).toEqual(['postgresql', 'mongodb']);
  });

  it('wakes them only once the cache of it is whole', async () => {
    informer.isSynced = false;
    tell({ group: 'example.org', plural: 'widgets' }, true);
    await settle();
    expect(woken).toEqual([]);
    informer.becomeSynced();
    await settle();
    expect(woken).toEqual(['postgresql', 'mongodb']);
  });

  it('wakes them at once when it ceases to be served', () => {
    informer.isSynced = false;
    tell({ group: 'example.org', plural: 'gadgets' }, false);
    expect(woken).toEqual(['mongodb', 'mysql']);
  });

  it.each([
    { group: 'example.com', plural: 'widgets' },
    { group: 'example.org', plural: 'others' },
  ])('wakes nobody for %j', async (kind) => {
    tell(kind, true);
    tell(kind, false);
    await settle();
    expect(woken).toEqual([]);
  });

  it('leaves nothing unhandled when the cache will never be whole', async () => {
    informer.waitForSync = () => Promise.reject(new Error('stopping'));
    tell({ group: 'example.org', plural: 'widgets' }, true);
    await settle();
    expect(woken).toEqual([]);
  });
});
