import { isJsonObject, type JsonObject } from './json-object.js';

/** Deeper than any real object; hostile JSON may nest deeper than the stack. */
const MAX_DEPTH = 200;

/** Equality of JSON values, whatever the order of keys. Values nested past the limit count as different. */
export function jsonEqual(a: unknown, b: unknown, depth = MAX_DEPTH): boolean {
  if (a === b) return true;
  if (depth === 0) return false;
  if (Array.isArray(a)) return Array.isArray(b) && itemsEqual(a, b, depth - 1);
  return isJsonObject(a) && isJsonObject(b) && fieldsEqual(a, b, depth - 1);
}

function itemsEqual(a: readonly unknown[], b: readonly unknown[], depth: number): boolean {
  return a.length === b.length && a.every((item, index) => jsonEqual(item, b[index], depth));
}

function fieldsEqual(a: JsonObject, b: JsonObject, depth: number): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && jsonEqual(a[key], b[key], depth));
}

/** The same text for equal values, so that a list is searched for duplicates in one pass. */
export function canonicalJson(value: unknown, depth = MAX_DEPTH): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (depth === 0) return '...';
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth - 1)).join(',')}]`;
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field, depth - 1)}`).join(',')}}`;
}
