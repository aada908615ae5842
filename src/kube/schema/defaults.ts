import { getOwn, isJsonObject, setOwn, type JsonObject } from './json-object.js';
import type { RootOption } from './prune.js';
import type { StructuralSchema } from './structural-schema.js';

/**
 * Fills in the schema's defaults, and drops the nulls of fields that are neither nullable nor defaulted. A default never
 * creates its parent unless the parent has one of its own. Never changes its input; the same reference comes back when
 * there was nothing to do.
 */
export function applyDefaults<T>(schema: StructuralSchema, value: T, { root = true }: RootOption = {}): T {
  return defaultNode(schema, value, root) as T;
}

function defaultNode(schema: StructuralSchema, value: unknown, isRoot: boolean): unknown {
  if (Array.isArray(value)) return schema.items ? defaultItems(schema.items, value) : value;
  if (!isJsonObject(value)) return value;
  return defaultAdditional(schema, defaultProperties(schema, value, isRoot));
}

function defaultItems(items: StructuralSchema, value: unknown[]): unknown[] {
  let result = value;
  value.forEach((item, index) => {
    const filled = defaultNode(items, isMissing(items, item) ? freshDefault(items, item) : item, false);
    if (filled === item) return;
    if (result === value) result = [...value];
    result[index] = filled;
  });
  return result;
}

function defaultProperties(schema: StructuralSchema, value: JsonObject, isRoot: boolean): JsonObject {
  let result = value;
  for (const key of Object.keys(value)) {
    const field = getOwn(schema.properties, key);
    if (field && !(isRoot && key === 'metadata')) result = defaultField(result, key, field, value);
  }
  for (const [key, field] of defaultedFields(schema)) {
    if (!Object.hasOwn(value, key)) result = defaultField(result, key, field, value);
  }
  return result;
}

type Fields = readonly (readonly [string, StructuralSchema])[];

const fieldsWithDefault = new WeakMap<StructuralSchema, Fields>();

/** Remembered, because a wide schema has hundreds of fields and few of them have a default. */
function defaultedFields(schema: StructuralSchema): Fields {
  const known = fieldsWithDefault.get(schema);
  if (known) return known;
  const fields = Object.entries(schema.properties ?? {}).filter(([, field]) => field.default !== undefined);
  fieldsWithDefault.set(schema, fields);
  return fields;
}

function defaultAdditional(schema: StructuralSchema, value: JsonObject): JsonObject {
  const { additionalProperties } = schema;
  if (typeof additionalProperties !== 'object') return value;
  return Object.keys(value).reduce((result, key) => defaultField(result, key, additionalProperties, value), value);
}

/** `result` with one field settled; a copy of `original` is made only when something must change. */
function defaultField(result: JsonObject, key: string, field: StructuralSchema, original: JsonObject): JsonObject {
  const present = getOwn(result, key);
  const settled = isMissing(field, present) ? freshDefault(field, undefined) : present;
  const filled = settled === undefined ? undefined : defaultNode(field, settled, false);
  if (filled === present) return result;
  const copy = result === original ? { ...original } : result;
  if (filled === undefined) delete copy[key];
  else setOwn(copy, key, filled);
  return copy;
}

/** Absent, or null where null is not a value. */
function isMissing(schema: StructuralSchema, value: unknown): boolean {
  return value === undefined || (value === null && schema.nullable !== true);
}

function freshDefault(schema: StructuralSchema, otherwise: unknown): unknown {
  return schema.default === undefined ? otherwise : structuredClone(schema.default);
}
