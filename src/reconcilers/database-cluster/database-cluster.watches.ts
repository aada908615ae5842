import { intentChanged, mapped, primary, type Predicate, type WatchSource } from '../../kube/manager/index.js';
import { keyOf, type KubeObject, type ObjectKey } from '../../kube/meta/index.js';
import { ANNOTATIONS, CLEANUP_FINALIZER, LABELS } from '../../domain/naming.js';
import { jsonEqual } from '../../kube/schema/index.js';
import { rebirthOf, refillOf, summaryOf } from '../../operations/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { targetKeyOf } from '../target-key.js';
import { isTriedOtherwise } from '../tried-otherwise.js';
import type { ProviderRegistry } from '../../providers/contract/index.js';
import { BY_ENGINE, BY_MONITORING_CONFIG, BY_STORAGE, clusterKeyOf, type ClusterCaches } from '../../caches/index.js';

/** Whatever may change what a cluster should be, or what it is, mapped to the clusters concerned. */
export function databaseClusterSources(caches: ClusterCaches, providers: ProviderRegistry): WatchSource[] {
  return [
    primary(
      caches.clusters,
      intentChanged({ annotations: [ANNOTATIONS.recreateEmpty], finalizers: [CLEANUP_FINALIZER] }),
    ),
    mapped(caches.credentials, clusterOfLabels),
    mapped(caches.operations, (request) => [targetKeyOf(request)], { predicate: tellsOtherwise }),
    mapped(caches.backups, (backup) => [targetKeyOf(backup)]),
    mapped(caches.backupStorages, (storage) => keysOf(caches.clusters.store.byIndex(BY_STORAGE, keyOf(storage))), {
      predicate: isTriedOtherwise,
      lowPriority: true,
    }),
    mapped(caches.engines, (engine) => keysOf(caches.clusters.store.byIndex(BY_ENGINE, engine.metadata.name)), {
      lowPriority: true,
    }),
    mapped(
      caches.monitoringConfigs,
      (config) => keysOf(caches.clusters.store.byIndex(BY_MONITORING_CONFIG, keyOf(config))),
      {
        lowPriority: true,
      },
    ),
    ...providers.all().flatMap((provider) => {
      const children = caches.childrenOf(provider.engine);
      return provider.watches.map((watched) =>
        mapped(children.get(watched.type)!, (object) => clusterKeyOf(watched, object)),
      );
    }),
  ];
}

/** What a cluster says of this operation would change. */
const tellsOtherwise: Predicate<OpsRequest> = ({ previous, object }) => !jsonEqual(toldOf(previous), toldOf(object));

const toldOf = (request: OpsRequest | undefined): unknown[] => {
  const requests = request ? [request] : [];
  return [summaryOf(requests), rebirthOf(requests), refillOf(requests)];
};

const keysOf = (objects: readonly KubeObject[]): ObjectKey[] =>
  objects.map(({ metadata: { namespace, name } }) => ({ namespace, name }));

function clusterOfLabels({ metadata }: KubeObject): ObjectKey[] {
  const name = metadata.labels?.[LABELS.cluster];
  return name ? [{ namespace: metadata.namespace, name }] : [];
}
