import { formatFieldPath } from './field-error.js';
import { getOwn, isJsonObject, setOwn, type JsonObject } from './json-object.js';
import type { StructuralSchema } from './structural-schema.js';

export interface RootOption {
  /** True (the default) for a whole Kubernetes object: apiVersion, kind and metadata are not the schema's to judge. */
  readonly root?: boolean;
}

export interface Pruned<T> {
  /** The very same reference when nothing was removed. */
  readonly value: T;
  /** Paths of what was removed: `spec.x`, `spec.list[0].y`. */
  readonly unknownFields: string[];
}

/** What belongs to the object itself, whatever its schema says. */
const TYPE_AND_METADATA: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

/** Removes the fields the schema does not know. Never changes its input. */
export function prune<T>(schema: StructuralSchema, value: T, { root = true }: RootOption = {}): Pruned<T> {
  const unknownFields: string[] = [];
  const pruned = pruneNode(schema, value, { path: [], unknownFields, isResource: root });
  return { value: pruned as T, unknownFields };
}

interface PruneContext {
  readonly path: (string | number)[];
  readonly unknownFields: string[];
  /** At the root of a whole object; embedded resources say so in their schema. */
  readonly isResource: boolean;
}

function pruneNode(schema: StructuralSchema, value: unknown, context: PruneContext): unknown {
  if (Array.isArray(value)) return pruneItems(schema, value, context);
  return isJsonObject(value) ? pruneFields(schema, value, context) : value;
}

function pruneItems(schema: StructuralSchema, value: unknown[], context: PruneContext): unknown[] {
  const { items } = schema;
  if (!items) return value;
  let result = value;
  value.forEach((item, index) => {
    const kept = pruneBelow(items, index, item, context);
    if (kept === item) return;
    if (result === value) result = [...value];
    result[index] = kept;
  });
  return result;
}

function pruneFields(schema: StructuralSchema, value: JsonObject, context: PruneContext): JsonObject {
  const isResource = context.isResource || schema['x-kubernetes-embedded-resource'] === true;
  let result = value;
  for (const key of Object.keys(value)) {
    if (isResource && TYPE_AND_METADATA.has(key)) continue;
    const kept = pruneField(fieldSchema(schema, key), key, value[key], context);
    if (kept === value[key]) continue;
    if (result === value) result = { ...value };
    if (kept === undefined) delete result[key];
    else setOwn(result, key, kept);
  }
  return result;
}

/** Undefined when the field goes. */
function pruneField(field: FieldSchema, key: string, value: unknown, context: PruneContext): unknown {
  if (field === 'any') return value;
  if (field) return pruneBelow(field, key, value, context);
  context.unknownFields.push(formatFieldPath([...context.path, key]));
  return undefined;
}

/** One step down. The path is shared and stepped back from, since most steps report nothing. */
function pruneBelow(schema: StructuralSchema, step: string | number, value: unknown, context: PruneContext): unknown {
  if (typeof value !== 'object') return value;
  context.path.push(step);
  const result = pruneNode(schema, value, context.isResource ? { ...context, isResource: false } : context);
  context.path.pop();
  return result;
}

type FieldSchema = StructuralSchema | 'any' | undefined;

/** The schema of a key, `any` where anything may stand, undefined for a key nobody declared. */
function fieldSchema(schema: StructuralSchema, key: string): FieldSchema {
  const declared = getOwn(schema.properties, key);
  if (declared) return declared;
  if (typeof schema.additionalProperties === 'object') return schema.additionalProperties;
  const open = schema.additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return open ? 'any' : undefined;
}
