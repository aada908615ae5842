import { sameQuantity } from '../meta/index.js';
import { isPlainObject } from './merge-patch.js';

/**
 * True when the live value holds everything that the desired one asks for, so that applying it again would change
 * nothing. Fields that only the live side has (defaults, other writers') do not count. Lists must have equal items in
 * order, unless the items of both are objects with unique names: then each is looked up by name. Quantities are equal
 * by value: the server may hold `1Gi` where we render `1024Mi`.
 */
export function coversDesired(live: unknown, desired: unknown): boolean {
  if (desired === undefined || desired === null) return live === undefined || live === null;
  if (Array.isArray(desired)) return Array.isArray(live) && listCovers(live, desired);
  if (isPlainObject(desired)) return isPlainObject(live) && objectCovers(live, desired);
  return live === desired || sameAmount(live, desired);
}

function objectCovers(live: Record<string, unknown>, desired: Record<string, unknown>): boolean {
  return Object.keys(desired).every((key) =>
    coversDesired(Object.hasOwn(live, key) ? live[key] : undefined, desired[key]),
  );
}

function listCovers(live: readonly unknown[], desired: readonly unknown[]): boolean {
  const [liveByName, desiredByName] = [byUniqueName(live), byUniqueName(desired)];
  if (liveByName && desiredByName) {
    return [...desiredByName].every(
      ([name, item]) => liveByName.has(name) && coversDesired(liveByName.get(name), item),
    );
  }
  return live.length === desired.length && desired.every((item, position) => coversDesired(live[position], item));
}

/** Undefined unless every item is an object with a name of its own: only then is the name a key. */
function byUniqueName(items: readonly unknown[]): Map<string, unknown> | undefined {
  const byName = new Map<string, unknown>();
  for (const item of items) {
    if (!isPlainObject(item) || typeof item.name !== 'string' || byName.has(item.name)) return undefined;
    byName.set(item.name, item);
  }
  return byName;
}

function sameAmount(live: unknown, desired: unknown): boolean {
  return isAmount(live) && isAmount(desired) && sameQuantity(live, desired);
}

const isAmount = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';
