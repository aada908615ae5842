import type { Informer } from '../../kube/informer/index.js';
import { keyOf, type KubeObject } from '../../kube/meta/index.js';

/** Where an object stands in a list. */
export interface Place {
  readonly key: string;
  /** Compared as text. */
  readonly at: string;
}

/** Text by which objects are listed; its parts are separated by `/`. */
export type PlaceOf<T> = (object: T) => string;

/** The places of a cache, sorted again only after objects came or went. */
export class SortedKeys<T extends KubeObject> {
  #places: readonly Place[] | undefined;
  #namespaces: ReadonlySet<string> | undefined;

  constructor(
    private readonly informer: Informer<T>,
    private readonly placeOf: PlaceOf<T>,
  ) {
    const invalidate = (): void => {
      this.#places = undefined;
      this.#namespaces = undefined;
    };
    informer.addHandler({ add: invalidate, delete: invalidate });
  }

  all(): readonly Place[] {
    return (this.#places ??= sortedPlaces(this.informer.store.list(), this.placeOf));
  }

  namespaces(): ReadonlySet<string> {
    return (this.#namespaces ??= new Set(this.all().map(({ key }) => key.slice(0, key.indexOf('/')))));
  }
}

export function sortedPlaces<T extends KubeObject>(objects: readonly T[], placeOf: PlaceOf<T>): Place[] {
  return objects
    .map((object) => ({ key: keyOf(object), at: sortable(placeOf(object)) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The position of the first place after this one, whether or not anything still stands there. */
export function positionAfter(places: readonly Place[], place: string | undefined): number {
  if (place === undefined) return 0;
  const wanted = sortable(place);
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[middle]!.at <= wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `/` stands after `-`, so that as text `a-b/x` would come before `a/x`, and namespaces would mix. */
const sortable = (place: string): string => place.replaceAll('/', '\0');
