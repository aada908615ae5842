import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { keyOf, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { byName, indexByDatabase, ofDatabase } from '../../mechanics/caches/belonging.js';
import { BACKUP } from '../kinds.js';
import { LABEL } from '../well-known.js';
import type { Backup } from './backup.js';

const BY_SCHEDULE = 'bySchedule';

const scheduleKeyOf = ({ metadata }: KubeObject): string[] => {
  const name = metadata.labels?.[LABEL.scheduledBackup];
  return name ? [keyOf({ namespace: metadata.namespace, name })] : [];
};

/** The Cluster that it is to be taken of. */
export const targetOf = byName(({ spec }: Backup) => spec.cluster.name);

/** The Backups, found by their Cluster and by their schedule. */
export const ensureBackups = (informers: SharedInformers): Informer<Backup> =>
  informers.ensure<Backup>({
    type: BACKUP,
    indexers: { [BY_SCHEDULE]: scheduleKeyOf, ...indexByDatabase(targetOf) },
  });

/** Of the Cluster of that name: who it was when they were made does not show. */
export const backupsOf = (backups: Informer<Backup>, cluster: ObjectKey): readonly Backup[] =>
  ofDatabase(backups, cluster);

export const scheduledBy = ({ store }: Informer<Backup>, schedule: ObjectKey): readonly Backup[] =>
  store.byIndex(BY_SCHEDULE, keyOf(schedule));

export const isDone = ({ status }: Backup): boolean => status?.phase === 'completed' || status?.phase === 'failed';
