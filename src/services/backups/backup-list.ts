import { BACKUP_ORIGIN, BACKUP_PHASE, type DatabaseBackup } from '../../resources/database-backup/index.js';
import { anyOf, anyValueOf } from '../reading/filter-field.js';
import type { FilterOf, ListDeclaration } from '../reading/list-declaration.js';
import { METADATA_FILTERS, METADATA_SORTS } from '../reading/metadata-fields.js';

/** How backups are listed: the newest first. */
export const BACKUP_LIST = {
  one: 'backup',
  many: 'backups',
  filters: {
    ...METADATA_FILTERS,
    cluster: anyOf<DatabaseBackup>('Names of the clusters that they are of.', ({ spec }) => spec.clusterRef.name),
    phase: anyValueOf(BACKUP_PHASE, 'Phases.', ({ status }: DatabaseBackup) => status?.phase ?? 'Pending'),
    origin: anyValueOf(BACKUP_ORIGIN, 'How they came about.', ({ status }: DatabaseBackup) => status?.origin),
    storage: anyOf<DatabaseBackup>('Names of the storages that they are in, or go to.', storageOf),
  },
  sorts: {
    ...METADATA_SORTS,
    cluster: { description: 'name of the cluster', textOf: ({ spec }: DatabaseBackup) => spec.clusterRef.name },
  },
  defaultSort: ['-creationTimestamp'],
} as const satisfies ListDeclaration<DatabaseBackup>;

export type BackupFilter = FilterOf<typeof BACKUP_LIST>;

/** Where it is, or goes to. */
function storageOf({ spec, status }: DatabaseBackup): string | undefined {
  return status?.storage ?? spec.storageRef?.name;
}
