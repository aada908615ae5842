import type { UntypedObject } from '../../src/kube/meta/index.js';
import { keyOf } from '../../src/kube/meta/index.js';
import type { ObjectReader } from '../../src/sandbox/apiserver/storage/object-reader.js';

/** Objects by storage key, in memory; `put` and `remove` count as changes. */
export class InMemoryObjects implements ObjectReader {
  private readonly kinds = new Map<string, Map<string, UntypedObject>>();
  private readonly revisions = new Map<string, number>();

  put(storageKey: string, ...objects: object[]): this {
    const kind = this.kinds.get(storageKey) ?? new Map<string, UntypedObject>();
    this.kinds.set(storageKey, kind);
    for (const object of objects as UntypedObject[]) kind.set(keyOf(object), object);
    return this.changed(storageKey);
  }

  remove(storageKey: string, key: string): this {
    this.kinds.get(storageKey)?.delete(key);
    return this.changed(storageKey);
  }

  get(storageKey: string, namespace: string | undefined, name: string): UntypedObject | undefined {
    return this.kinds.get(storageKey)?.get(keyOf({ namespace, name }));
  }

  list(storageKey: string, namespace?: string): Iterable<UntypedObject> {
    const all = [...(this.kinds.get(storageKey)?.values() ?? [])];
    return namespace === undefined ? all : all.filter(({ metadata }) => metadata.namespace === namespace);
  }

  revisionOf(storageKey: string): number {
    return this.revisions.get(storageKey) ?? 0;
  }

  private changed(storageKey: string): this {
    this.revisions.set(storageKey, this.revisionOf(storageKey) + 1);
    return this;
  }
}
