import { BACKUP_STORAGE_TYPE, type BackupStorage } from '../../resources/backup-storage/index.js';
import { anyValueOf } from '../reading/filter-field.js';
import type { FilterOf, ListDeclaration } from '../reading/list-declaration.js';
import { METADATA_FILTERS, METADATA_SORTS } from '../reading/metadata-fields.js';

/** How storages are listed. */
export const STORAGE_LIST = {
  one: 'storage',
  many: 'storages',
  filters: {
    ...METADATA_FILTERS,
    type: anyValueOf(BACKUP_STORAGE_TYPE, 'Types.', ({ spec }: BackupStorage) => spec.type),
  },
  sorts: METADATA_SORTS,
  defaultSort: ['namespace', 'name'],
} as const satisfies ListDeclaration<BackupStorage>;

export type StorageFilter = FilterOf<typeof STORAGE_LIST>;
