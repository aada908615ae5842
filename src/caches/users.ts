import { keyOf, type ObjectKey } from '../kube/meta/index.js';
import { DATABASE_BACKUP } from '../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../resources/database-cluster/index.js';
import { OPS_REQUEST } from '../resources/ops-request/index.js';
import { BY_BACKUP, BY_MONITORING_CONFIG, BY_STORAGE, type ClusterCaches } from './cluster-caches.js';

type Users = Pick<ClusterCaches, 'clusters' | 'backups' | 'operations'>;

/** What a status has room for. */
export const MAX_USERS_TOLD = 64;
/** What a sentence has room for. */
const FEW = 5;

/** Whatever a storage may not be deleted under, as kind and name: databases first. A backup that failed holds nothing. */
export function usersOfStorage({ clusters, backups }: Users, key: ObjectKey): string[] {
  const stored = backups.store
    .byIndex(BY_STORAGE, keyOf(key))
    .filter(({ metadata, status }) => status?.phase !== 'Failed' && !metadata.deletionTimestamp);
  return [
    ...named(DATABASE_CLUSTER.kind, clusters.store.byIndex(BY_STORAGE, keyOf(key))),
    ...named(DATABASE_BACKUP.kind, stored),
  ];
}

export function usersOfMonitoringConfig({ clusters }: Pick<Users, 'clusters'>, key: ObjectKey): string[] {
  return named(DATABASE_CLUSTER.kind, clusters.store.byIndex(BY_MONITORING_CONFIG, keyOf(key)));
}

/** Whatever is being made from a backup at this moment. */
export function usersOfBackup({ clusters, operations }: Users, key: ObjectKey): string[] {
  return [
    ...named(DATABASE_CLUSTER.kind, clusters.store.byIndex(BY_BACKUP, keyOf(key))),
    ...named(OPS_REQUEST.kind, operations.store.byIndex(BY_BACKUP, keyOf(key))),
  ];
}

function named(kind: string, objects: readonly { readonly metadata: { readonly name: string } }[]): string[] {
  return objects.map(({ metadata: { name } }) => `${kind}/${name}`).sort();
}

/** For people: the first few, and how many more. */
export function describeUsers(users: readonly string[]): string {
  const rest = users.length - FEW;
  const few = users.slice(0, FEW).map((user) => user.replace('/', ' '));
  return rest > 0 ? `${few.join(', ')} and ${rest} more` : few.join(', ');
}
