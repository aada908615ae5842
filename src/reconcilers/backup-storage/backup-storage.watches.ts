import { intentChanged, mapped, primary, type Predicate, type WatchSource } from '../../kube/manager/index.js';
import { keyOf, parseKey, type KubeObject } from '../../kube/meta/index.js';
import { BY_SECRET, storagesOfBackup, storagesOfCluster, type ClusterCaches } from '../../caches/index.js';
import { ANNOTATIONS, IN_USE_FINALIZER } from '../../domain/naming.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';

/** A storage, the Secrets that it names, and what refers to it. */
export function backupStorageSources({
  backupStorages,
  secretVersions,
  clusters,
  backups,
}: Pick<ClusterCaches, 'backupStorages' | 'secretVersions' | 'clusters' | 'backups'>): WatchSource[] {
  const named = { annotations: [ANNOTATIONS.verify, ANNOTATIONS.discover], finalizers: [IN_USE_FINALIZER] };
  return [
    primary(backupStorages, intentChanged(named)),
    mapped(secretVersions, (secret) =>
      backupStorages.store
        .byIndex(BY_SECRET, keyOf(secret))
        .map(({ metadata: { namespace, name } }) => ({ namespace, name })),
    ),
    mapped(clusters, (cluster) => storagesOfCluster(cluster).map(parseKey), {
      predicate: differsIn(storagesOfCluster),
      lowPriority: true,
    }),
    mapped(backups, (backup) => storagesOfBackup(backup).map(parseKey), {
      predicate: differsIn(hold),
      lowPriority: true,
    }),
  ];
}

/** By what a backup holds a storage. */
const hold = (backup: DatabaseBackup): unknown => [
  storagesOfBackup(backup),
  backup.status?.phase === 'Failed',
  backup.metadata.deletionTimestamp === undefined,
];

const differsIn =
  <T extends KubeObject>(aspect: (object: T) => unknown): Predicate<T> =>
  ({ previous, object }) =>
    !previous || !object || JSON.stringify(aspect(previous)) !== JSON.stringify(aspect(object));
