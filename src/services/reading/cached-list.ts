import type { Informer } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { VisibleNamespaces } from '../auth/resource-access.js';
import { Cursors } from './cursor.js';
import { inQueryString, predicateOf, wishedFields, type ListDeclaration, type PointerTo } from './list-declaration.js';
import { Order } from './order.js';
import { positionAfter, positionAt, SortedPlaces, sortedPlaces, type Place } from './sorted-places.js';

/** What a list is asked for, whatever the kind. */
export interface PageQuery {
  /** Absent: every namespace that the caller may list. */
  readonly namespace?: string;
  readonly limit: number;
  /** Behind which the page begins. */
  readonly cursor?: string;
  /** Before which it ends. */
  readonly before?: string;
  /** The last of what is between the two, not the first. */
  readonly fromEnd?: boolean;
  readonly withTotal?: boolean;
  /** `name`, `-creationTimestamp`: fields of the list's declaration, `-` for the other way round. */
  readonly sort?: readonly string[];
  /** How errors name a parameter; as REST does, when absent. */
  readonly pointerTo?: PointerTo;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the list goes on behind one of the items. */
  readonly cursorOf: (item: T) => string;
  /** Absent on the last page, and on one from the end. */
  readonly nextCursor?: string;
  /** Whether anything stands before the page, and behind it; looked for when asked. */
  readonly hasPrevious: () => boolean;
  readonly hasNext: () => boolean;
  readonly total?: number;
}

/** The few that can match, where an index knows them. */
export type Narrowing<T, F> = (query: PageQuery & F) => readonly T[] | undefined;

/** A query, understood. */
interface Asked<T extends KubeObject> {
  readonly order: Order<T>;
  readonly cursors: Cursors;
  /** The places between which the page is. */
  readonly after: string | undefined;
  readonly before: string | undefined;
  readonly matches: (object: T) => boolean;
  readonly visible: VisibleNamespaces;
}

/** Positions from one towards another, which is not among them. */
interface Walk {
  readonly from: number;
  readonly to: number;
}

/** Pages of what a cache holds, as far as a caller may see. */
export class CachedList<T extends KubeObject, F extends object> {
  readonly #places: SortedPlaces<T>;
  readonly #defaultOrder: Order<T>;

  constructor(
    private readonly informer: Informer<T>,
    readonly declaration: ListDeclaration<T>,
    private readonly narrow: Narrowing<T, F> = () => undefined,
  ) {
    this.#places = new SortedPlaces(informer);
    this.#defaultOrder = Order.by(declaration.sorts, declaration.defaultSort, 'defaultSort');
  }

  /** Namespaces with anything in them. */
  namespaces(): ReadonlySet<string> {
    return this.#places.in(this.#defaultOrder).namespaces();
  }

  /** @throws ProblemError `malformed_request` for what cannot be understood, naming the parameter. */
  page(query: PageQuery & F, visible: VisibleNamespaces): Page<T> {
    const asked = this.understand(query, visible);
    const places = this.placesFor(query, asked.order);
    const { limit, fromEnd = false } = query;
    const found = this.collect(places, this.between(places, asked, fromEnd), asked, limit + 1);
    const hasMore = found.length > limit;
    if (hasMore) found.pop();
    const items = fromEnd ? found.reverse() : found;
    const cursorOf = (item: T): string => asked.cursors.encode(asked.order.valuesOf(item));
    return {
      items,
      cursorOf,
      ...(hasMore && !fromEnd && { nextCursor: cursorOf(items.at(-1)!) }),
      hasPrevious: () => (hasMore && fromEnd) || this.hasBefore(places, asked),
      hasNext: () => (hasMore && !fromEnd) || this.hasBehind(places, asked),
      ...(query.withTotal && { total: this.count(places, asked) }),
    };
  }

  private understand(query: PageQuery & F, visible: VisibleNamespaces): Asked<T> {
    const { declaration } = this;
    const { namespace, sort, pointerTo = inQueryString } = query;
    const order = sort ? Order.by(declaration.sorts, sort, pointerTo('sort')) : this.#defaultOrder;
    const cursors = new Cursors({ namespace, order, wishes: wishedFields(declaration.filters, query) });
    const placeIn = (parameter: 'cursor' | 'before'): string | undefined => {
      const values = cursors.decode(query[parameter], pointerTo(parameter));
      return values && order.placeAt(values);
    };
    const matches = predicateOf(declaration, query, pointerTo);
    return { order, cursors, matches, visible, after: placeIn('cursor'), before: placeIn('before') };
  }

  private between(places: readonly Place[], { after, before }: Asked<T>, fromEnd: boolean): Walk {
    const low = positionAfter(places, after);
    const high = Math.max(low, before === undefined ? places.length : positionAt(places, before));
    return fromEnd ? { from: high - 1, to: low - 1 } : { from: low, to: high };
  }

  /** What comes and goes since the page was made has moved the positions: they are looked up again. */
  private hasBefore(places: readonly Place[], asked: Asked<T>): boolean {
    const walk = { from: positionAfter(places, asked.after) - 1, to: -1 };
    return asked.after !== undefined && this.collect(places, walk, asked, 1).length > 0;
  }

  private hasBehind(places: readonly Place[], asked: Asked<T>): boolean {
    if (asked.before === undefined) return false;
    const walk = { from: positionAt(places, asked.before), to: places.length };
    return this.collect(places, walk, asked, 1).length > 0;
  }

  private collect(places: readonly Place[], { from, to }: Walk, asked: Asked<T>, most: number): T[] {
    const items: T[] = [];
    const step = from < to ? 1 : -1;
    for (let position = from; position !== to && items.length < most; position += step) {
      const object = this.matching(places[position]!, asked);
      if (object) items.push(object);
    }
    return items;
  }

  private count(places: readonly Place[], asked: Asked<T>): number {
    return places.reduce((total, place) => total + (this.matching(place, asked) ? 1 : 0), 0);
  }

  private placesFor(query: PageQuery & F, order: Order<T>): readonly Place[] {
    const few = this.named(query) ?? this.narrow(query);
    return few ? sortedPlaces(few, order) : this.#places.in(order).of(query.namespace);
  }

  /** Objects whose names are said are not looked for. */
  private named({ namespace, name }: PageQuery & { readonly name?: readonly string[] }): T[] | undefined {
    if (namespace === undefined || !name) return undefined;
    return [...new Set(name)].flatMap((each) => this.informer.store.get({ namespace, name: each }) ?? []);
  }

  private matching(place: Place, { matches, visible }: Asked<T>): T | undefined {
    if (visible !== 'all' && !visible.has(place.namespace)) return undefined;
    const object = this.informer.store.get(place.key);
    return object && matches(object) ? object : undefined;
  }

  /** @throws ProblemError `unavailable` until the cache has been filled. */
  requireSynced(): void {
    if (this.informer.hasSynced()) return;
    throw new ProblemError('unavailable', 'The caches are being filled.', { retryAfterSeconds: 1 });
  }
}
