import { getOwn } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import { unescapeFieldName } from './field-names.js';

export type CelKind =
  | 'dyn'
  | 'null'
  | 'bool'
  | 'int'
  | 'double'
  | 'string'
  | 'bytes'
  | 'list'
  | 'map'
  | 'timestamp'
  | 'duration'
  | 'type'
  | 'optional'
  | 'quantity'
  | 'url'
  | 'ip'
  | 'cidr'
  | 'format';

/** What is known of a value before it exists. */
export interface CelType {
  readonly kind: CelKind;
  /** Of a list's items, a map's values or an optional's content; absent when unknown. */
  readonly element?: CelType;
  /** Of an object whose fields are declared: only these may be selected. */
  readonly schema?: StructuralSchema;
}

export const DYN: CelType = { kind: 'dyn' };
export const BOOL: CelType = { kind: 'bool' };
export const INT: CelType = { kind: 'int' };
export const STRING: CelType = { kind: 'string' };

export const listOf = (element: CelType): CelType => ({ kind: 'list', element });
export const mapOf = (element: CelType): CelType => ({ kind: 'map', element });
export const optionalOf = (element: CelType): CelType => ({ kind: 'optional', element });

/** Formats that make a string more than a string inside an expression. */
export const FORMAT_KINDS: ReadonlyMap<string | undefined, 'timestamp' | 'duration' | 'bytes'> = new Map([
  ['date-time', 'timestamp'],
  ['date', 'timestamp'],
  ['duration', 'duration'],
  ['byte', 'bytes'],
]);

const SCALARS: Readonly<Record<'integer' | 'number' | 'boolean', CelType>> = {
  integer: INT,
  number: { kind: 'double' },
  boolean: BOOL,
};

export function typeOfSchema(schema: StructuralSchema | undefined): CelType {
  if (!schema?.type || schema['x-kubernetes-int-or-string']) return DYN;
  switch (schema.type) {
    case 'object':
      return typeOfObject(schema);
    case 'array':
      return listOf(typeOfSchema(schema.items));
    case 'string':
      return { kind: FORMAT_KINDS.get(schema.format) ?? 'string' };
    default:
      return SCALARS[schema.type];
  }
}

function typeOfObject(schema: StructuralSchema): CelType {
  const visible = visibleSchema(schema);
  if (visible.properties) return { kind: 'map', schema: visible };
  if (typeof schema.additionalProperties === 'object') return mapOf(typeOfSchema(schema.additionalProperties));
  return schema['x-kubernetes-preserve-unknown-fields'] || schema.additionalProperties ? DYN : { kind: 'map', schema };
}

/** The type of a field, or undefined where the schema says there is none. */
export function fieldType(type: CelType, name: string): CelType | undefined {
  if (!type.schema) return type.element ?? DYN;
  const field = getOwn(type.schema.properties, unescapeFieldName(name));
  return field && typeOfSchema(field);
}

const resources = new WeakMap<StructuralSchema, StructuralSchema>();

/** A schema as rules see it: an embedded resource shows its type and name even where its schema does not declare them. */
export function visibleSchema(schema: StructuralSchema): StructuralSchema {
  return schema['x-kubernetes-embedded-resource'] ? asResource(schema) : schema;
}

/** Rules may always read type and name; of `metadata` nothing else, unless the schema declares more. */
export function asResource(schema: StructuralSchema): StructuralSchema {
  const known = resources.get(schema);
  if (known) return known;
  const resource: StructuralSchema = {
    ...schema,
    'x-kubernetes-embedded-resource': false,
    properties: {
      ...schema.properties,
      apiVersion: getOwn(schema.properties, 'apiVersion') ?? { type: 'string' },
      kind: getOwn(schema.properties, 'kind') ?? { type: 'string' },
      metadata: visibleMetadata(getOwn(schema.properties, 'metadata')),
    },
  };
  resources.set(schema, resource);
  return resource;
}

function visibleMetadata(declared: StructuralSchema | undefined): StructuralSchema {
  const names: StructuralSchema['properties'] = { name: { type: 'string' }, generateName: { type: 'string' } };
  return { type: 'object', properties: { ...names, ...declared?.properties } };
}
