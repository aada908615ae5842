import { isPlainObject } from './merge-patch.js';

/**
 * RFC 7386: null deletes, objects merge, anything else replaces. Neither argument is changed, and a key such as
 * `__proto__` is a key like any other.
 */
export function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlainObject(patch)) return patch;
  const merged = new Map<string, unknown>(isPlainObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, applyMergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}
