import type { Informer } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';

/** The keys of a cache in the order of lists, sorted again only after objects came or went. */
export class SortedKeys<T extends KubeObject> {
  #keys: readonly string[] | undefined;
  #namespaces: ReadonlySet<string> | undefined;

  constructor(private readonly informer: Informer<T>) {
    const invalidate = (): void => {
      this.#keys = undefined;
      this.#namespaces = undefined;
    };
    informer.addHandler({ add: invalidate, delete: invalidate });
  }

  /** Namespace first, then name. */
  all(): readonly string[] {
    return (this.#keys ??= [...this.informer.store.keys()].sort());
  }

  /** The position of the first key after this one, whether or not it still exists. */
  after(key: string | undefined): number {
    if (key === undefined) return 0;
    const keys = this.all();
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (keys[middle]! <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  namespaces(): ReadonlySet<string> {
    return (this.#namespaces ??= new Set(this.all().map((key) => key.slice(0, key.indexOf('/')))));
  }
}
