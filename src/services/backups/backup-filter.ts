import type { BackupOrigin, BackupPhase, DatabaseBackup } from '../../resources/database-backup/index.js';
import { isIn, matchesMetadata, type MetadataFilter } from '../reading/metadata-filter.js';

/** Each list is an "or"; absent means any. */
export interface BackupFilter extends MetadataFilter {
  /** Names of the clusters that they are of. */
  readonly cluster?: readonly string[];
  readonly phase?: readonly BackupPhase[];
  readonly origin?: readonly BackupOrigin[];
  /** Names of the storages that they are in, or go to. */
  readonly storage?: readonly string[];
}

export function matchesFilter(backup: DatabaseBackup, filter: BackupFilter): boolean {
  return (
    matchesMetadata(backup, filter) &&
    isIn(filter.cluster, backup.spec.clusterRef.name) &&
    isIn(filter.phase, phaseOf(backup)) &&
    isIn(filter.origin, backup.status?.origin) &&
    isIn(filter.storage, storageOf(backup))
  );
}

const phaseOf = ({ status }: DatabaseBackup): BackupPhase => status?.phase ?? 'Pending';

/** Where it is, or goes to. */
const storageOf = ({ spec, status }: DatabaseBackup): string | undefined => status?.storage ?? spec.storageRef?.name;
