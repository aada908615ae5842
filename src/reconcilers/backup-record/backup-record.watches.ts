import { mapped, primary, type Predicate, type WatchSource } from '../../kube/manager/index.js';
import { keyOf, parseKey, type ObjectKey, type UntypedObject } from '../../kube/meta/index.js';
import { backupsUnderCluster, backupsUnderOperation, BY_STORAGE, type ClusterCaches } from '../../caches/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import { isOurs, standingOf } from './backup-view.js';

/** A backup that has ended, and what decides over what is known of it. */
export function backupRecordSources(caches: ClusterCaches): WatchSource[] {
  const { backups, backupStorages, clusters, operations, providers } = caches;
  const children = providers.all().flatMap(({ engine }) => [...caches.childrenOf(engine).values()]);
  return [
    primary(backups, isWorthALook),
    mapped(backupStorages, (storage) => keysOf(backups.store.byIndex(BY_STORAGE, keyOf(storage))), {
      predicate: standsOtherwise,
      lowPriority: true,
    }),
    mapped(clusters, (cluster) => keysOf(caches.backupsOf(cluster.metadata)), {
      predicate: writesElsewhere,
      lowPriority: true,
    }),
    mapped(clusters, (cluster) => backupsUnderCluster(cluster).map(parseKey)),
    mapped(operations, (request) => backupsUnderOperation(request).map(parseKey)),
    // The engine's own object of a backup has its name: when that goes, the data may be gone too.
    ...children.map((informer) =>
      mapped<UntypedObject>(informer, ({ metadata: { namespace, name } }) => existing(caches, { namespace, name }), {
        predicate: ({ object }) => object === undefined,
      }),
    ),
  ];
}

const keysOf = (backups: readonly DatabaseBackup[]): ObjectKey[] =>
  backups.filter(isOurs).map(({ metadata: { namespace, name } }) => ({ namespace, name }));

function existing({ backups }: ClusterCaches, key: ObjectKey): ObjectKey[] {
  const backup = backups.store.get(key);
  return backup ? keysOf([backup]) : [];
}

/** Of a backup that is being taken nothing is our business yet. */
const isWorthALook: Predicate<DatabaseBackup> = ({ object }) => !object || isOurs(object);

const standsOtherwise: Predicate<BackupStorage> = ({ previous, object }) => standingOf(previous) !== standingOf(object);

const writesElsewhere: Predicate<DatabaseCluster> = ({ previous, object }) => archiveOf(previous) !== archiveOf(object);

const archiveOf = (cluster: DatabaseCluster | undefined): string => {
  const { storage, archive } = cluster?.status?.backup ?? {};
  return JSON.stringify([storage, archive]);
};
