import type { KubeObject } from '../meta/index.js';

/** The values under which an object is found; pure, or the index rots. */
export type IndexFunction<T extends KubeObject> = (object: T) => readonly string[];

/** The children of one owner are that few: a list of them takes a quarter of the memory of a set. */
const MAX_LISTED = 8;

type Keys = readonly string[] | Set<string>;

/** Value → keys of the objects that carry it. */
export class StoreIndex<T extends KubeObject> {
  private readonly keysByValue = new Map<string, Keys>();

  constructor(readonly indexFunction: IndexFunction<T>) {}

  keysOf(value: string): Iterable<string> {
    return this.keysByValue.get(value) ?? [];
  }

  move(key: string, previous: T | undefined, next: T | undefined): void {
    if (previous) for (const value of this.indexFunction(previous)) this.drop(value, key);
    if (next) for (const value of this.indexFunction(next)) this.enter(value, key);
  }

  private enter(value: string, key: string): void {
    const keys = this.keysByValue.get(value) ?? [];
    if (keys instanceof Set) keys.add(key);
    else if (keys.length === MAX_LISTED) this.keysByValue.set(value, new Set(keys).add(key));
    // No spread: that leaves room for sixteen more.
    else if (!keys.includes(key)) this.keysByValue.set(value, keys.concat(key));
  }

  private drop(value: string, key: string): void {
    const left = without(this.keysByValue.get(value) ?? [], key);
    if (countOf(left) === 0) this.keysByValue.delete(value);
    else this.keysByValue.set(value, left);
  }
}

function without(keys: Keys, key: string): Keys {
  if (!(keys instanceof Set)) return keys.filter((listed) => listed !== key);
  keys.delete(key);
  return keys;
}

const countOf = (keys: Keys): number => (keys instanceof Set ? keys.size : keys.length);
