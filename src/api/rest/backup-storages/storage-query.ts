import { BACKUP_STORAGE_TYPE, type BackupStorageType } from '../../../resources/backup-storage/index.js';
import { oneOfTexts, PAGE_PARAMETERS, texts, type PageParameters } from '../parameters.js';
import type { QuerySchema } from '../query.js';

export const LIST_QUERY = {
  type: 'object',
  properties: {
    ...PAGE_PARAMETERS,
    type: oneOfTexts('Only storages of this type.', BACKUP_STORAGE_TYPE.values),
    name: texts('Only storages of this name.'),
  },
} as const satisfies QuerySchema;

export interface ListQuery extends PageParameters {
  readonly type?: BackupStorageType[];
  readonly name?: string[];
}
