import type { Budget } from '../budget.js';
import { CelMap } from './cel-map.js';
import { kindOf, type CelList, type CelObject, type CelValue } from './cel-value.js';
import { listSemantics } from './list-semantics.js';
import { CelOptional } from './optional.js';

/** Equality of values of any kinds; integers and doubles compare by number. The cost is that of what was looked at. */
export function valuesEqual(a: CelValue, b: CelValue, budget: Budget): boolean {
  budget.spend(1);
  if (a === b) return true;
  if (isNumeric(a) && isNumeric(b)) return a <= b && a >= b;
  const kind = kindOf(a);
  if (kind !== kindOf(b) || typeof a !== 'object' || a === null) return false;
  return structuresEqual(a, b as CelStructure, budget);
}

type CelStructure = CelList | CelObject | Uint8Array;

function isNumeric(value: CelValue): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function structuresEqual(a: CelStructure, b: CelStructure, budget: Budget): boolean {
  if (Array.isArray(a)) return listsEqual(a as CelList, b as CelList, budget);
  if (a instanceof CelMap) return mapsEqual(a, b as CelMap, budget);
  if (a instanceof Uint8Array) return Buffer.compare(a, b as Uint8Array) === 0;
  if (a instanceof CelOptional) return optionalsEqual(a, b as CelOptional, budget);
  // Every other kind is a value whose text is canonical.
  return String(a) === String(b);
}

function listsEqual(a: CelList, b: CelList, budget: Budget): boolean {
  if (a.length !== b.length) return false;
  if (!listSemantics(a) && !listSemantics(b)) return a.every((item, index) => valuesEqual(item, b[index]!, budget));
  return a.every((item) => includesValue(b, item, budget));
}

export function includesValue(list: CelList, value: CelValue, budget: Budget): boolean {
  return list.some((item) => valuesEqual(item, value, budget));
}

function mapsEqual(a: CelMap, b: CelMap, budget: Budget): boolean {
  const keys = a.keys();
  if (keys.length !== b.size) return false;
  return keys.every((key) => {
    const other = b.find(key);
    return other !== undefined && valuesEqual(a.find(key)!, other, budget);
  });
}

function optionalsEqual(a: CelOptional, b: CelOptional, budget: Budget): boolean {
  if (!a.hasValue || !b.hasValue) return a.hasValue === b.hasValue;
  return valuesEqual(a.value, b.value, budget);
}
