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
    return (this.#keys ??= sorted(this.informer.store.keys()));
  }

  /** The position of the first key after this one, whether or not it still exists. */
  after(key: string | undefined): number {
    if (key === undefined) return 0;
    const keys = this.all();
    const wanted = sortable(key);
    let [low, high] = [0, keys.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (sortable(keys[middle]!) <= wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  namespaces(): ReadonlySet<string> {
    return (this.#namespaces ??= new Set(this.all().map((key) => key.slice(0, key.indexOf('/')))));
  }
}

function sorted(keys: Iterable<string>): string[] {
  return Array.from(keys, (key) => ({ key, by: sortable(key) }))
    .sort((a, b) => (a.by < b.by ? -1 : 1))
    .map(({ key }) => key);
}

/** `/` stands after `-`, so that as text `a-b/x` would come before `a/x`, and namespaces would mix. */
const sortable = (key: string): string => key.replace('/', '\0');
