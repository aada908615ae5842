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

function verbsOf({ review, kind }: BuiltInKind): readonly Verb[] {
  if (review) return ['create'];
  // Nobody means to delete every namespace at once.
  return kind === 'Namespace' ? ALL_VERBS.filter((verb) => verb !== 'deletecollection') : ALL_VERBS;
}

function toServedResource(kind: BuiltInKind): ServedResource {
  return {
    listKind: `${kind.kind}List`,
    singular: kind.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: verbsOf(kind),
    custom: false,
    hasStatus: false,
    columns: CORE_COLUMNS[kind.kind] ?? [],
    selectableFields: [],
    hasGeneration: false,
    ...kind,
  };
}
