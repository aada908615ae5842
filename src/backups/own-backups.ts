import { LABELS } from '../domain/naming.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import type { DatabaseCluster } from '../resources/database-cluster/index.js';

/** Uid of the very database that it is of; undefined while nobody has looked at it, and where its record does not tell. */
export const originUidOf = ({ metadata }: DatabaseBackup): string | undefined => metadata.labels?.[LABELS.clusterUid];

/** Its own: another database of the same name, before it, left backups of other data. */
export const ownBackupsOf = (
  { metadata: { uid } }: DatabaseCluster,
  backups: readonly DatabaseBackup[],
): DatabaseBackup[] => backups.filter((backup) => uid !== undefined && originUidOf(backup) === uid);
