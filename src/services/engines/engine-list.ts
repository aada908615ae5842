import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { FilterOf, ListDeclaration } from '../reading/list-declaration.js';
import { METADATA_FILTERS, METADATA_SORTS } from '../reading/metadata-fields.js';

const { name, creationTimestamp } = METADATA_SORTS;

/** How engines are listed; they live in no namespace. */
export const ENGINE_LIST = {
  one: 'engine',
  many: 'engines',
  filters: METADATA_FILTERS,
  sorts: { name, creationTimestamp },
  defaultSort: ['name'],
} as const satisfies ListDeclaration<DatabaseEngine>;

export type EngineFilter = FilterOf<typeof ENGINE_LIST>;
