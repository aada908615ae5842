import type { ServedResource } from '../../src/sandbox/apiserver/registry/served-resource.js';

/** A namespaced custom resource `widgets.example.io`, with the changes under test. */
export function aServedResource(changes: Partial<ServedResource> = {}): ServedResource {
  const kind = changes.kind ?? 'Widget';
  return {
    group: 'example.io',
    version: 'v1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    namespaced: true,
    listKind: `${kind}List`,
    singular: kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
    custom: true,
    hasStatus: false,
    columns: [],
    selectableFields: [],
    hasGeneration: true,
    ...changes,
  };
}
