import type { Budget } from '../budget.js';
import { CelMap } from '../values/cel-map.js';
import type { CelList, CelValue } from '../values/cel-value.js';
import { includesValue, valuesEqual } from '../values/equality.js';
import { listSemantics, retagList } from '../values/list-semantics.js';

/** `+` of lists: sets unite, map-lists merge by key with the right side winning, other lists follow one another. */
export function addLists(left: CelList, right: CelList, budget: Budget): CelList {
  budget.spend(left.length + right.length);
  const semantics = listSemantics(left);
  if (!semantics) return [...left, ...right];
  if (semantics.type === 'set') return retagList(unite(left, right, budget), left);
  return retagList(
    mergeByKey(left, right, (a, b) => sameKeys(a, b, semantics.keys, budget)),
    left,
  );
}

function unite(left: CelList, right: CelList, budget: Budget): CelList {
  return [...left, ...right.filter((item) => !includesValue(left, item, budget))];
}

function mergeByKey(left: CelList, right: CelList, same: (a: CelValue, b: CelValue) => boolean): CelList {
  const replaced = left.map((item) => right.find((other) => same(item, other)) ?? item);
  return [...replaced, ...right.filter((item) => !left.some((other) => same(item, other)))];
}

function sameKeys(a: CelValue, b: CelValue, keys: readonly string[], budget: Budget): boolean {
  if (!(a instanceof CelMap && b instanceof CelMap)) return false;
  return keys.every((key) => valuesEqual(a.find(key) ?? null, b.find(key) ?? null, budget));
}
