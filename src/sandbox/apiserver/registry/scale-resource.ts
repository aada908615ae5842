import type { ServedResource } from './served-resource.js';

/** How a Scale is patched and named in errors. It has no endpoint of its own. */
export const SCALE_RESOURCE: ServedResource = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  namespaced: true,
  listKind: 'ScaleList',
  singular: 'scale',
  shortNames: [],
  categories: [],
  verbs: ['get', 'patch', 'update'],
  custom: false,
  hasStatus: false,
  columns: [],
  selectableFields: [],
  hasGeneration: false,
};
