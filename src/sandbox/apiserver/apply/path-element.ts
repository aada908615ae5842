import type { FieldType } from '../fields/field-type.js';
import { canonicalJson, isJsonObject, memberOf } from '../fields/json-value.js';
import type { JsonObject } from '../fields/json-value.js';

/** The steps of a path, written as FieldsV1 keys. */
export const fieldElement = (name: string): string => `f:${name}`;

/** The step to an item of a non-atomic list; undefined where the item lacks every key of its list. */
export function itemElement(item: unknown, list: FieldType): string | undefined {
  if (list.listType === 'set') return `v:${canonicalJson(item)}`;
  if (!isJsonObject(item)) return undefined;
  const keys: JsonObject = {};
  for (const { name, default: byDefault } of list.listKeys) {
    const value = memberOf(item, name) ?? byDefault;
    if (value !== undefined) keys[name] = value;
  }
  return Object.keys(keys).length > 0 ? `k:${canonicalJson(keys)}` : undefined;
}

/**
 * The same step in the spelling used here: keys in order, no spaces.
 * @throws SyntaxError for what is not a FieldsV1 key.
 */
export function canonicalElement(key: string): string {
  const [form, rest] = [key.slice(0, 2), key.slice(2)];
  if (form === 'f:' || form === 'i:') return key;
  if (form === 'k:' || form === 'v:') return `${form}${canonicalJson(JSON.parse(rest))}`;
  throw new SyntaxError(`not a field path element: "${key}"`);
}

/** `.spec.ports[containerPort=80,protocol="TCP"].name`: a path as people read it. */
export function formatPath(path: readonly string[]): string {
  return path.map(formatElement).join('');
}

function formatElement(key: string): string {
  const [form, rest] = [key.slice(0, 2), key.slice(2)];
  if (form === 'f:') return `.${rest}`;
  if (form === 'i:') return `[${rest}]`;
  if (form === 'v:') return `[=${rest}]`;
  const keys = Object.entries(JSON.parse(rest) as JsonObject);
  return `[${keys.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}]`;
}
