import { isJsonObject, memberOf } from '../../fields/json-value.js';
import type { JsonObject } from '../../fields/json-value.js';

/** The object at a path of fields; empty when there is none. */
export function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  const found = path.reduce<unknown>(
    (parent, field) => (isJsonObject(parent) ? memberOf(parent, field) : undefined),
    value,
  );
  return isJsonObject(found) ? found : {};
}

/** The objects of a list; none when there is no list. */
export function objectsIn(parent: JsonObject, field: string): JsonObject[] {
  const list = memberOf(parent, field);
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

/** A text as it is; anything else is none. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Absent, or a text or list or map of nothing: what a typed server does not tell apart. */
export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isJsonObject(value) && Object.keys(value).length === 0;
}
