import type { StructuralSchema } from '../../../kube/schema/index.js';
import { DEDUCED } from './field-type.js';
import type { FieldChild, FieldType, ListKey } from './field-type.js';

const cache = new WeakMap<StructuralSchema, FieldType>();

/** The merge types that a structural schema declares; subtrees that preserve unknown fields are deduced from values. */
export function schemaFieldType(schema: StructuralSchema): FieldType {
  const known = cache.get(schema);
  if (known) return known;
  const type: FieldType = {
    atomicMap: schema['x-kubernetes-map-type'] === 'atomic',
    listType: schema['x-kubernetes-list-type'] ?? 'atomic',
    listKeys: (schema['x-kubernetes-list-map-keys'] ?? []).map((name) => listKey(schema, name)),
    child: (name) => childOf(schema, name),
    items: () => (schema.items ? schemaFieldType(schema.items) : DEDUCED),
  };
  cache.set(schema, type);
  return type;
}

function listKey(list: StructuralSchema, name: string): ListKey {
  const byDefault = list.items?.properties?.[name]?.default;
  return byDefault === undefined ? { name } : { name, default: byDefault };
}

function childOf(schema: StructuralSchema, name: string): FieldChild | undefined {
  const { properties = {}, additionalProperties } = schema;
  if (Object.hasOwn(properties, name)) return { type: schemaFieldType(properties[name]!), declared: true };
  if (typeof additionalProperties === 'object') {
    return { type: schemaFieldType(additionalProperties), declared: false };
  }
  const open = additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields'];
  return open ? { type: DEDUCED, declared: false } : undefined;
}
