import { CORE_COLUMNS } from '../tables/core-columns.js';
import { BUILT_IN_KINDS } from './built-in-kinds.js';
import type { BuiltInKind } from './built-in-kinds.js';
import type { ServedResource, Verb } from './served-resource.js';

export const ALL_VERBS: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Every built-in kind in its full form. */
export const BUILT_IN_RESOURCES: readonly ServedResource[] = BUILT_IN_KINDS.map(toServedResource);

function toServedResource(kind: BuiltInKind): ServedResource {
  return {
    listKind: `${kind.kind}List`,
    singular: kind.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: kind.review ? ['create'] : ALL_VERBS,
    custom: false,
    hasStatus: false,
    columns: CORE_COLUMNS[kind.kind] ?? [],
    selectableFields: [],
    hasGeneration: false,
    ...kind,
  };
}
