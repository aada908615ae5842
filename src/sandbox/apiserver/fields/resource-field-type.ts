import type { ServedResource } from '../registry/served-resource.js';
import { coreFieldType } from './core-field-type.js';
import { DEDUCED } from './field-type.js';
import type { FieldChild, FieldType } from './field-type.js';
import { schemaFieldType } from './schema-field-type.js';

const cache = new WeakMap<ServedResource, FieldType>();

/** The merge type of a whole object: metadata is the same for all, the rest by schema or by the table of core kinds. */
export function resourceFieldType(resource: ServedResource): FieldType {
  const known = cache.get(resource);
  if (known) return known;
  const type: FieldType = {
    atomicMap: false,
    listType: 'atomic',
    listKeys: [],
    child: (name) => rootChild(resource, name),
    items: () => DEDUCED,
  };
  cache.set(resource, type);
  return type;
}

function rootChild(resource: ServedResource, name: string): FieldChild | undefined {
  if (name === 'metadata' || name === 'apiVersion' || name === 'kind' || !resource.custom) {
    return { type: coreFieldType(resource.kind, name), declared: true };
  }
  return resource.schema ? schemaFieldType(resource.schema).child(name) : { type: DEDUCED, declared: false };
}
