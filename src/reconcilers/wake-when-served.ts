import type { SharedInformers } from '../kube/informer/index.js';
import type { ProviderRegistry } from '../providers/contract/index.js';
import type { ClusterCaches } from '../caches/index.js';

/**
 * Wakes an engine's clusters when a kind that the engine watches begins or ceases to be served: an operator that is
 * installed later finds them waiting. When it begins, only after the cache of it is whole.
 */
export function wakeWhenServed(
  informers: SharedInformers,
  providers: ProviderRegistry,
  caches: ClusterCaches,
  wake: (engine: string) => void,
): void {
  informers.onServedChange(({ group, plural }, isServed) => {
    for (const { engine, watches } of providers.all()) {
      const type = watches
        .map((watched) => watched.type)
        .find((watched) => watched.group === group && watched.plural === plural);
      const informer = type && caches.childrenOf(engine).get(type);
      if (!informer) continue;
      // Rejects only when everything is being stopped: then there is nobody left to wake.
      if (isServed)
        informer.waitForSync().then(
          () => wake(engine),
          () => undefined,
        );
      else wake(engine);
    }
  });
}
