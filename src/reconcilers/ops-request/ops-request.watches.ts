import { clusterKeyOf, type ClusterCaches } from '../../caches/index.js';
import { mapped, type WatchSource } from '../../kube/manager/index.js';
import type { ObjectKey } from '../../kube/meta/index.js';
import { isTerminal } from '../../operations/index.js';
import type { ProviderRegistry } from '../../providers/contract/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';

/** Whatever may bring an operation on, as the key of its cluster. A cluster without operations wakes nobody. */
export function opsRequestSources(caches: ClusterCaches, providers: ProviderRegistry): WatchSource[] {
  const busy = (key: ObjectKey): ObjectKey[] => (caches.operationsOf(key).some(isActive) ? [key] : []);
  return [
    mapped(caches.operations, (request) => [targetKeyOf(request)]),
    mapped(caches.clusters, ({ metadata: { namespace, name } }) => busy({ namespace, name })),
    ...providers.all().flatMap((provider) => {
      const children = caches.childrenOf(provider.engine);
      return provider.watches.map((watched) =>
        mapped(children.get(watched.type)!, (object) => clusterKeyOf(watched, object).flatMap(busy)),
      );
    }),
  ];
}

export const targetKeyOf = ({ metadata, spec }: OpsRequest | DatabaseBackup): ObjectKey => ({
  namespace: metadata.namespace,
  name: spec.clusterRef.name,
});

const isActive = (request: OpsRequest): boolean => !isTerminal(request);
