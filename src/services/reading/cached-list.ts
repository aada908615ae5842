import type { Informer } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { VisibleNamespaces } from '../auth/resource-access.js';
import { Cursors } from './cursor.js';
import { inQueryString, predicateOf, wishedFields, type ListDeclaration, type PointerTo } from './list-declaration.js';
import { Order } from './order.js';
import { positionAfter, SortedPlaces, sortedPlaces, type Place } from './sorted-places.js';

/** What a list is asked for, whatever the kind. */
export interface PageQuery {
  /** Absent: every namespace that the caller may list. */
  readonly namespace?: string;
  readonly limit: number;
  readonly cursor?: string;
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
  /** Absent on the last page. */
  readonly nextCursor?: string;
  readonly total?: number;
}

/** The few that can match, where an index knows them. */
export type Narrowing<T, F> = (query: PageQuery & F) => readonly T[] | undefined;

/** A query, understood. */
interface Asked<T extends KubeObject> {
  readonly order: Order<T>;
  readonly cursors: Cursors;
  /** The place behind which the page begins. */
  readonly after: string | undefined;
  readonly matches: (object: T) => boolean;
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
    const asked = this.understand(query);
    const places = this.placesFor(query, asked.order);
    const { items, hasMore } = this.collect(places, query.limit, asked, visible);
    const cursorOf = (item: T): string => asked.cursors.encode(asked.order.valuesOf(item));
    return {
      items,
      cursorOf,
      ...(hasMore && { nextCursor: cursorOf(items.at(-1)!) }),
      ...(query.withTotal && { total: this.count(places, asked, visible) }),
    };
  }

  private understand(query: PageQuery & F): Asked<T> {
    const { declaration } = this;
    const { namespace, sort, cursor, pointerTo = inQueryString } = query;
    const order = sort ? Order.by(declaration.sorts, sort, pointerTo('sort')) : this.#defaultOrder;
    const wishes = wishedFields(declaration.filters, query);
    const cursors = new Cursors({ namespace, order, wishes }, pointerTo('cursor'));
    const last = cursors.decode(cursor);
    const matches = predicateOf(declaration, query, pointerTo);
    return { order, cursors, matches, after: last && order.placeAt(last) };
  }

  private collect(
    places: readonly Place[],
    limit: number,
    asked: Asked<T>,
    visible: VisibleNamespaces,
  ): { items: T[]; hasMore: boolean } {
    const items: T[] = [];
    for (let position = positionAfter(places, asked.after); position < places.length; position++) {
      const object = this.matching(places[position]!, asked, visible);
      if (!object) continue;
      if (items.length === limit) return { items, hasMore: true };
      items.push(object);
    }
    return { items, hasMore: false };
  }

  private count(places: readonly Place[], asked: Asked<T>, visible: VisibleNamespaces): number {
    return places.reduce((total, place) => total + (this.matching(place, asked, visible) ? 1 : 0), 0);
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

  private matching(place: Place, { matches }: Asked<T>, visible: VisibleNamespaces): T | undefined {
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
