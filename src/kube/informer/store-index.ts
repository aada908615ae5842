import type { KubeObject } from '../meta/index.js';

/** The values under which an object is found; pure, or the index rots. */
export type IndexFunction<T extends KubeObject> = (object: T) => readonly string[];

const NO_KEYS: ReadonlySet<string> = new Set();

/** Value → keys of the objects that carry it. */
export class StoreIndex<T extends KubeObject> {
  private readonly keysByValue = new Map<string, Set<string>>();

  constructor(readonly indexFunction: IndexFunction<T>) {}

  keysOf(value: string): ReadonlySet<string> {
    return this.keysByValue.get(value) ?? NO_KEYS;
  }

  move(key: string, previous: T | undefined, next: T | undefined): void {
    if (previous) for (const value of this.indexFunction(previous)) this.drop(value, key);
    if (next) for (const value of this.indexFunction(next)) this.enter(value, key);
  }

  private enter(value: string, key: string): void {
    const keys = this.keysByValue.get(value);
    if (keys) keys.add(key);
    else this.keysByValue.set(value, new Set([key]));
  }

  private drop(value: string, key: string): void {
    const keys = this.keysByValue.get(value);
    if (keys?.delete(key) && keys.size === 0) this.keysByValue.delete(value);
  }
}
