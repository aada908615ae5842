import { BY_STORAGE, clusterKeyOf, type ClusterCaches } from '../../caches/index.js';
import { mapped, type WatchSource } from '../../kube/manager/index.js';
import { keyOf, type ObjectKey } from '../../kube/meta/index.js';
import { isTerminal } from '../../operations/index.js';
import type { ProviderRegistry } from '../../providers/contract/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { isActive } from '../database-backup/backup-activity.js';
import { targetKeyOf } from '../target-key.js';
import { isTriedOtherwise } from '../tried-otherwise.js';

/**
 * Whatever may bring an operation or a backup on, as the key of its cluster. A cluster without either wakes nobody, nor
 * do backups that have ended, however many there are.
 */
export function dayTwoSources(caches: ClusterCaches, providers: ProviderRegistry): WatchSource[] {
  const busy = (key: ObjectKey): ObjectKey[] => (isBusy(key, caches) ? [key] : []);
  return [
    mapped(caches.operations, (request) => [targetKeyOf(request)]),
    mapped(caches.backups, (backup) => (isActive(backup) ? [targetKeyOf(backup)] : [])),
    // Schedules have to be looked at after each start.
    mapped(caches.clusters, (cluster) => (cluster.spec.backup ? [keyOfCluster(cluster)] : busy(keyOfCluster(cluster)))),
    mapped(
      caches.backupStorages,
      (storage) => caches.clusters.store.byIndex(BY_STORAGE, keyOf(storage)).map(keyOfCluster).flatMap(busy),
      { predicate: isTriedOtherwise, lowPriority: true },
    ),
    ...providers.all().flatMap((provider) => {
      const children = caches.childrenOf(provider.engine);
      return provider.watches.map((watched) =>
        mapped(children.get(watched.type)!, (object) => clusterKeyOf(watched, object).flatMap(busy)),
      );
    }),
  ];
}

/** The clusters that have anything to be looked at, now or at some time. */
export function dayTwoKeys({ operations, backups, clusters }: ClusterCaches): Set<string> {
  return new Set(
    [
      ...operations.store.list().map(targetKeyOf),
      ...backups.store.list().filter(isActive).map(targetKeyOf),
      ...clusters.store
        .list()
        .filter(({ spec }) => spec.backup)
        .map(keyOfCluster),
    ].map(keyOf),
  );
}

const isBusy = (key: ObjectKey, caches: ClusterCaches): boolean =>
  caches.operationsOf(key).some((request) => !isTerminal(request)) || caches.backupsOf(key).some(isActive);

const keyOfCluster = ({ metadata: { namespace, name } }: DatabaseCluster): ObjectKey => ({ namespace, name });
