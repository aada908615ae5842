import { CACHE_ACCESS } from '../caches/index.js';
import type { Permission } from '../kube/access/index.js';
import { SHARDING_ACCESS } from '../kube/sharding/index.js';
import { childAccess, type Provider } from '../providers/contract/index.js';
import { RECONCILER_ACCESS } from '../reconcilers/access.js';
import { SERVICE_ACCESS } from '../services/access.js';

export interface ProductPermissions {
  /** In every namespace, and on what has none. */
  readonly everywhere: readonly Permission[];
  /** In the namespace of the application. */
  readonly atHome: readonly Permission[];
}

/** Everything that the application does to the API server, as the parts of it declare. */
export function productPermissions(providers: readonly Provider[]): ProductPermissions {
  return {
    everywhere: [...CACHE_ACCESS, ...RECONCILER_ACCESS, ...SERVICE_ACCESS, ...providers.flatMap(childAccess)],
    atHome: SHARDING_ACCESS,
  };
}
