import { isJsonObject, setOwn, type JsonObject } from '../../json-object.js';
import type { StructuralSchema } from '../../structural-schema.js';
import type { Budget } from '../budget.js';
import { FORMAT_KINDS } from '../cel-type.js';
import { CelMap, JsonMap } from './cel-map.js';
import type { CelList, CelValue } from './cel-value.js';
import { isInt64 } from './int64.js';
import { tagList } from './list-semantics.js';
import { CelOptional } from './optional.js';
import { CelDuration, CelTimestamp } from './time.js';

/** JSON as an expression sees it. The schema decides between int and double, and what a formatted string is. */
export function fromJson(value: unknown, schema?: StructuralSchema): CelValue {
  switch (typeof value) {
    case 'string':
      return schema?.type === 'string' ? fromText(value, schema.format) : value;
    case 'number':
      return schema?.type !== 'number' && isInt64(value) ? BigInt(value) : value;
    case 'boolean':
      return value;
    default:
      return fromStructure(value, schema);
  }
}

function fromStructure(value: unknown, schema: StructuralSchema | undefined): CelValue {
  if (Array.isArray(value)) {
    const items = value.map((item) => fromJson(item, schema?.items));
    if (schema) tagList(items, schema);
    return items;
  }
  return isJsonObject(value) ? new JsonMap(value, schema, fromJson) : null;
}

function fromText(text: string, format: string | undefined): CelValue {
  switch (FORMAT_KINDS.get(format)) {
    case 'timestamp':
      return CelTimestamp.parse(text);
    case 'duration':
      return CelDuration.parse(text);
    case 'bytes':
      return Buffer.from(text, 'base64');
    case undefined:
      return text;
  }
}

/** The JSON of a result; what JSON cannot say becomes its text. Shared parts are written out, so the size is charged. */
export function toJson(value: CelValue, budget: Budget): unknown {
  budget.spend(1);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return (value as CelList).map((item) => toJson(item, budget));
  if (value instanceof CelMap) return mapToJson(value, budget);
  if (value instanceof CelOptional) return value.hasValue ? toJson(value.value, budget) : null;
  return String(value);
}

function mapToJson(map: CelMap, budget: Budget): JsonObject {
  const object: JsonObject = {};
  for (const key of map.keys()) setOwn(object, String(key), toJson(map.find(key) ?? null, budget));
  return object;
}
