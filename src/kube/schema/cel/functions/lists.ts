import type { Budget } from '../budget.js';
import { CelEvaluationError } from '../cel-error.js';
import { DYN, INT, type CelType } from '../cel-type.js';
import { kindOf, type CelList, type CelValue } from '../values/cel-value.js';
import { includesValue, valuesEqual } from '../values/equality.js';
import { areOrdered, compareValues } from '../values/ordering.js';
import { checkInt64 } from '../values/int64.js';
import { CelDuration } from '../values/time.js';
import { both, fn, method, type CelFunction } from './cel-function.js';

const elementType = ([list]: readonly CelType[]): CelType => list?.element ?? DYN;

function order(a: CelValue, b: CelValue): number {
  if (areOrdered(kindOf(a), kindOf(b))) return compareValues(a, b);
  throw new CelEvaluationError(`no such overload: ${kindOf(a)} < ${kindOf(b)}`);
}

function isSorted(list: CelList): boolean {
  return list.every((item, index) => index === 0 || order(list[index - 1]!, item) <= 0);
}

/** The first item that no other beats. */
function pick(list: CelList, name: string, beats: (order: number) => boolean): CelValue {
  if (list.length === 0) throw new CelEvaluationError(`${name} called on empty list`);
  return list.reduce((best, item) => (beats(order(item, best)) ? item : best));
}

function sum(list: CelList): CelValue {
  const [first] = list;
  if (first === undefined || typeof first === 'bigint')
    return list.reduce<bigint>((total, item) => checkInt64(total + intOf(item)), 0n);
  if (typeof first === 'number') return list.reduce<number>((total, item) => total + Number(item), 0);
  if (first instanceof CelDuration) {
    return new CelDuration(list.reduce<bigint>((total, item) => total + (item as CelDuration).nanos, 0n));
  }
  throw new CelEvaluationError(`no such overload: sum of ${kindOf(first)}`);
}

function intOf(value: CelValue): bigint {
  if (typeof value === 'bigint') return value;
  throw new CelEvaluationError(`no such overload: int + ${kindOf(value)}`);
}

function indexOf(list: CelList, value: CelValue, budget: Budget): bigint {
  return BigInt(list.findIndex((item) => valuesEqual(item, value, budget)));
}

function lastIndexOf(list: CelList, value: CelValue, budget: Budget): bigint {
  return BigInt(list.findLastIndex((item) => valuesEqual(item, value, budget)));
}

function isSubset(list: CelList, of: CelList, budget: Budget): boolean {
  return list.every((item) => includesValue(of, item, budget));
}

export const LIST_FUNCTIONS: readonly CelFunction[] = [
  ...both('size', ['list'], INT, (list) => BigInt(list.length)),
  ...both('size', ['map'], INT, (map) => BigInt(map.size)),
  method('isSorted', ['list'], 'bool', isSorted),
  method('sum', ['list'], elementType, sum),
  method('min', ['list'], elementType, (list) => pick(list, 'min', (order) => order < 0)),
  method('max', ['list'], elementType, (list) => pick(list, 'max', (order) => order > 0)),
  method('indexOf', ['list', 'dyn'], 'int', indexOf),
  method('lastIndexOf', ['list', 'dyn'], 'int', lastIndexOf),
  fn('sets.contains', ['list', 'list'], 'bool', (list, sub, budget) => isSubset(sub, list, budget)),
  fn('sets.equivalent', ['list', 'list'], 'bool', (a, b, budget) => isSubset(a, b, budget) && isSubset(b, a, budget)),
  fn('sets.intersects', ['list', 'list'], 'bool', (a, b, budget) => a.some((item) => includesValue(b, item, budget))),
];
