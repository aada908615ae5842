import { formatFieldPath, type FieldPath } from './field-error.js';
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
  readonly path: FieldPath;
  readonly unknownFields: string[];
  /** At the root or an embedded resource. */
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
    const kept = pruneNode(items, item, inside(context, index, items));
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
    const field = fieldSchema(schema, key);
    const kept = field === 'any' ? value[key] : field && pruneNode(field, value[key], inside(context, key, field));
    if (field && kept === value[key]) continue;
    if (result === value) result = { ...value };
    if (field) setOwn(result, key, kept);
    else drop(result, key, context);
  }
  return result;
}

function drop(result: JsonObject, key: string, { path, unknownFields }: PruneContext): void {
  delete result[key];
  unknownFields.push(formatFieldPath([...path, key]));
}

function inside(context: PruneContext, step: string | number, schema: StructuralSchema): PruneContext {
  return {
    path: [...context.path, step],
    unknownFields: context.unknownFields,
    isResource: schema['x-kubernetes-embedded-resource'] === true,
  };
}

/** The schema of a key, `any` where anything may stand, undefined for a key nobody declared. */
function fieldSchema(schema: StructuralSchema, key: string): StructuralSchema | 'any' | undefined {
  const declared = getOwn(schema.properties, key);
  if (declared) return declared;
  if (typeof schema.additionalProperties === 'object') return schema.additionalProperties;
  const open = schema.additionalProperties === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  return open ? 'any' : undefined;
}
