import { getOwn, isJsonObject } from '../json-object.js';
import type { StructuralSchema } from '../structural-schema.js';
import { mapItemKey } from './structure-checks.js';

/** What a field was before; undefined where it was not, or was null. */
export function correlateField(old: unknown, key: string): unknown {
  return isJsonObject(old) ? (getOwn(old, key) ?? undefined) : undefined;
}

/** Finds what an item of a list was before: by key in a map-list; items of other lists have no identity. */
export function correlateItems(schema: StructuralSchema, old: unknown): (item: unknown) => unknown {
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(old)) return () => undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const byKey = new Map(old.map((item: unknown) => [mapItemKey(keys, item), item]));
  return (item) => byKey.get(mapItemKey(keys, item));
}
