import { isPlainObject } from './merge-patch.js';

/**
 * RFC 7386 as kube-apiserver carries it out: null deletes, objects merge, anything else replaces; within a list that
 * replaces another the members that are null are left out of its objects too. Neither argument is changed, and a key such
 * as `__proto__` is a key like any other.
 */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (Array.isArray(patch)) return patch.map(withoutNulls);
  if (!isPlainObject(patch)) return patch;
  const merged = new Map<string, unknown>(isPlainObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, applyMergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** An object without a target is what its patch would make of nothing. */
const withoutNulls = (item: unknown): unknown => applyMergePatch(undefined, item);
