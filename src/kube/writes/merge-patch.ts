type Json = Record<string, unknown>;

export function isPlainObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The smallest RFC 7386 merge patch that turns `from` into `to`; undefined when they are equal. Keys that `to` leaves
 * out, or holds as undefined, are removed; lists are replaced whole.
 */
export function createMergePatch(from: unknown, to: unknown): unknown {
  if (!isPlainObject(from) || !isPlainObject(to)) return sameOnTheWire(from, to) ? undefined : to;
  const changes = new Map<string, unknown>();
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const change = patchOfKey(from, to, key);
    if (change !== undefined) changes.set(key, change);
  }
  // fromEntries defines keys instead of assigning them, so `__proto__` stays data.
  return changes.size === 0 ? undefined : Object.fromEntries(changes);
}

/**
 * Equal as JSON: the order of keys does not count, nor does a member that is undefined or null rather than absent. In a
 * merge patch null means absence, and kube-apiserver drops it from objects within lists too: sent again and again, it
 * would never be found there.
 */
function sameOnTheWire(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, position) => sameOnTheWire(item, b[position]));
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return a === b;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameOnTheWire(ownValue(a, key) ?? undefined, ownValue(b, key) ?? undefined));
}

function patchOfKey(from: Json, to: Json, key: string): unknown {
  const [before, after] = [ownValue(from, key), ownValue(to, key)];
  if (after === undefined || after === null) return before === undefined ? undefined : null;
  return createMergePatch(before, after);
}

function ownValue(object: Json, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
