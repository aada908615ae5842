import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import { keyOf, type KubeObject, type ObjectKey } from '../../../../kube/meta/index.js';
import { BACKUP } from '../kinds.js';
import { LABEL } from '../well-known.js';
import type { Backup } from './backup.js';

const BY_SCHEDULE = 'bySchedule';
const BY_CLUSTER_NAME = 'byClusterName';

const scheduleKeyOf = ({ metadata }: KubeObject): string[] => {
  const name = metadata.labels?.[LABEL.scheduledBackup];
  return name ? [keyOf({ namespace: metadata.namespace, name })] : [];
};

const byClusterName = ({ metadata, spec }: Backup): string[] => [
  keyOf({ namespace: metadata.namespace, name: spec.cluster.name }),
];

/** The Backups, found by their Cluster and by their schedule. */
export const ensureBackups = (informers: SharedInformers): Informer<Backup> =>
  informers.ensure<Backup>({
    type: BACKUP,
    indexers: { [BY_SCHEDULE]: scheduleKeyOf, [BY_CLUSTER_NAME]: byClusterName },
  });

/** Of the Cluster of that name: who it was when they were made does not show. */
export const backupsOf = ({ store }: Informer<Backup>, { namespace, name }: ObjectKey): readonly Backup[] =>
  store.byIndex(BY_CLUSTER_NAME, keyOf({ namespace, name }));

export const scheduledBy = ({ store }: Informer<Backup>, schedule: ObjectKey): readonly Backup[] =>
  store.byIndex(BY_SCHEDULE, keyOf(schedule));

export const isDone = ({ status }: Backup): boolean => status?.phase === 'completed' || status?.phase === 'failed';
