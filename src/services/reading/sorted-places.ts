import { LRUCache } from 'lru-cache';
import type { Informer } from '../../kube/informer/index.js';
import { keyOf, type KubeObject } from '../../kube/meta/index.js';
import type { Order } from './order.js';

/** Where an object stands in a list. */
export interface Place {
  readonly key: string;
  readonly namespace: string;
  /** Compared as text. */
  readonly at: string;
}

/** Orders that nobody asks for cost nothing, and those asked for lately are few. */
const MAX_ORDERS = 8;

/** The places of a cache, kept sorted as objects come and go. */
export class SortedPlaces<T extends KubeObject> {
  readonly #lists = new LRUCache<string, OrderedList<T>>({ max: MAX_ORDERS });

  constructor(private readonly informer: Informer<T>) {
    const enter = (object: T): void => this.each((list) => list.enter(object));
    const leave = (object: T): void => this.each((list) => list.leave(object));
    informer.addHandler({
      add: enter,
      update: (previous, object) => {
        // Another object under the name of the last one, when its end was missed.
        if (previous.metadata.uid === object.metadata.uid) return;
        leave(previous);
        enter(object);
      },
      delete: leave,
    });
  }

  in(order: Order<T>): OrderedList<T> {
    const known = this.#lists.get(order.name);
    if (known) return known;
    const list = new OrderedList(order, this.informer.store.list());
    this.#lists.set(order.name, list);
    return list;
  }

  private each(change: (list: OrderedList<T>) => void): void {
    for (const list of this.#lists.values()) change(list);
  }
}

/** All objects, and those of each namespace, in one order. */
export class OrderedList<T extends KubeObject> {
  readonly #all: Place[];
  readonly #byNamespace = new Map<string, Place[]>();

  constructor(
    private readonly order: Order<T>,
    objects: readonly T[],
  ) {
    this.#all = sortedPlaces(objects, order);
    for (const place of this.#all) this.placesIn(place.namespace).push(place);
  }

  /** Of every namespace when none is given. */
  of(namespace: string | undefined): readonly Place[] {
    return namespace === undefined ? this.#all : (this.#byNamespace.get(namespace) ?? []);
  }

  namespaces(): ReadonlySet<string> {
    return new Set(this.#byNamespace.keys());
  }

  /** Nothing changes for one that is there already: a list is made of all there is, and hears of it besides. */
  enter(object: T): void {
    const place = placeIn(this.order, object);
    insert(this.#all, place);
    insert(this.placesIn(place.namespace), place);
  }

  leave(object: T): void {
    const place = placeIn(this.order, object);
    remove(this.#all, place);
    const places = this.placesIn(place.namespace);
    remove(places, place);
    if (places.length === 0) this.#byNamespace.delete(place.namespace);
  }

  private placesIn(namespace: string): Place[] {
    const known = this.#byNamespace.get(namespace);
    if (known) return known;
    const places: Place[] = [];
    this.#byNamespace.set(namespace, places);
    return places;
  }
}

export function sortedPlaces<T extends KubeObject>(objects: readonly T[], order: Order<T>): Place[] {
  return objects.map((object) => placeIn(order, object)).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** The position of the first place after this one, whether or not anything still stands there. */
export function positionAfter(places: readonly Place[], at: string | undefined): number {
  if (at === undefined) return 0;
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (places[middle]!.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The position of the first place that is not before this one. */
export function positionAt(places: readonly Place[], at: string): number {
  const position = positionAfter(places, at);
  return places[position - 1]?.at === at ? position - 1 : position;
}

function placeIn<T extends KubeObject>(order: Order<T>, object: T): Place {
  return { key: keyOf(object), namespace: object.metadata.namespace ?? '', at: order.placeOf(object) };
}

function insert(places: Place[], place: Place): void {
  const position = positionAfter(places, place.at);
  if (places[position - 1]?.at !== place.at) places.splice(position, 0, place);
}

function remove(places: Place[], { at }: Place): void {
  const position = positionAt(places, at);
  if (places[position]?.at === at) places.splice(position, 1);
}
