import { keyOf, type KubeObject, type ObjectKey } from '../meta/index.js';
import { StoreIndex, type IndexFunction } from './store-index.js';

export type Indexers<T extends KubeObject> = Readonly<Record<string, IndexFunction<T>>>;

export const BY_NAMESPACE = 'byNamespace';

/** A cache's reading side. What it returns is shared by all readers: never change it. */
export interface ReadonlyStore<T extends KubeObject> {
  readonly size: number;
  get(key: ObjectKey | string): T | undefined;
  has(key: ObjectKey | string): boolean;
  /** In no particular order. */
  list(namespace?: string): readonly T[];
  /** @throws RangeError for an index that nobody declared: an empty answer would hide the mistake. */
  byIndex(index: string, value: string): readonly T[];
  keys(): IterableIterator<string>;
}

const toKey = (key: ObjectKey | string): string => (typeof key === 'string' ? key : keyOf(key));

const namespaceOf = ({ metadata }: KubeObject): string[] => (metadata.namespace ? [metadata.namespace] : []);

/** Objects by key, with indexes that move in the same tick as the objects. */
export class Store<T extends KubeObject> implements ReadonlyStore<T> {
  private readonly objects = new Map<string, T>();
  private readonly indexes = new Map<string, StoreIndex<T>>();

  constructor(indexers: Indexers<T> = {}) {
    this.addIndexers({ [BY_NAMESPACE]: namespaceOf, ...indexers });
  }

  /**
   * Adds indexes over what is there already.
   * @throws RangeError when the name stands for another function: one name, one meaning.
   */
  addIndexers(indexers: Indexers<T>): void {
    for (const [name, indexFunction] of Object.entries(indexers)) {
      const existing = this.indexes.get(name);
      if (existing && existing.indexFunction !== indexFunction) throw new RangeError(`index "${name}" exists already`);
      if (!existing) this.indexes.set(name, this.buildIndex(indexFunction));
    }
  }

  private buildIndex(indexFunction: IndexFunction<T>): StoreIndex<T> {
    const index = new StoreIndex(indexFunction);
    for (const [key, object] of this.objects) index.move(key, undefined, object);
    return index;
  }

  get size(): number {
    return this.objects.size;
  }

  get(key: ObjectKey | string): T | undefined {
    return this.objects.get(toKey(key));
  }

  has(key: ObjectKey | string): boolean {
    return this.objects.has(toKey(key));
  }

  list(namespace?: string): readonly T[] {
    return namespace === undefined ? [...this.objects.values()] : this.byIndex(BY_NAMESPACE, namespace);
  }

  byIndex(index: string, value: string): readonly T[] {
    const keys = this.indexes.get(index)?.keysOf(value);
    if (!keys) throw new RangeError(`no index "${index}"`);
    return Array.from(keys, (key) => this.objects.get(key)!);
  }

  keys(): IterableIterator<string> {
    return this.objects.keys();
  }

  /** Freezes the object: all readers share it. Returns what it replaced. */
  put(object: T): T | undefined {
    const key = keyOf(object);
    const previous = this.objects.get(key);
    this.objects.set(key, Object.freeze(object));
    this.reindex(key, previous, object);
    return previous;
  }

  /** Returns what it removed. */
  remove(key: string): T | undefined {
    const previous = this.objects.get(key);
    if (!previous) return undefined;
    this.objects.delete(key);
    this.reindex(key, previous, undefined);
    return previous;
  }

  private reindex(key: string, previous: T | undefined, next: T | undefined): void {
    for (const index of this.indexes.values()) index.move(key, previous, next);
  }
}
