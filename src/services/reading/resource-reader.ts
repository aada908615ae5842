import type { Informer } from '../../kube/informer/index.js';
import { parseKey, type KubeObject } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { NamespacedKey, ResourceAccess, VisibleNamespaces } from '../auth/resource-access.js';
import type { Caller } from '../auth/caller.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { positionAfter, SortedKeys, sortedPlaces, type Place, type PlaceOf } from './sorted-keys.js';

/** What a list is asked for, whatever the kind. */
export interface PageQuery {
  /** Absent: every namespace that the caller may list. */
  readonly namespace?: string;
  readonly limit: number;
  readonly cursor?: string;
  /** How errors name the cursor: `?cursor` in REST, an argument in GraphQL. */
  readonly cursorPointer?: string;
  readonly withTotal?: boolean;
  /** Another order than the list's own, by its name in the rules. */
  readonly order?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Where the list goes on behind one of the items. */
  readonly cursorOf: (item: T) => string;
  /** Absent on the last page. */
  readonly nextCursor?: string;
  readonly total?: number;
}

/** How one kind is listed. */
export interface ListRules<T extends KubeObject, F> {
  matches(object: T, filter: F): boolean;
  /** Where an object stands in lists, as text; it never changes, so cursors hold it. */
  readonly placeOf: PlaceOf<T>;
  /** Other orders that a list can be asked for in. */
  readonly orders?: Readonly<Record<string, PlaceOf<T>>>;
  /** Where an index knows the few that can match: them, instead of everything. */
  narrow?(query: PageQuery & F): readonly T[] | undefined;
}

/** Reads from the cache, as far as the caller may see; no read ever asks the API server for objects. */
export class ResourceReader<T extends KubeObject, F extends object> {
  readonly #keys: SortedKeys<T>;
  readonly #keysByOrder = new Map<string, SortedKeys<T>>();

  constructor(
    private readonly informer: Informer<T>,
    private readonly access: ResourceAccess,
    private readonly rules: ListRules<T, F>,
  ) {
    this.#keys = new SortedKeys(informer, rules.placeOf);
  }

  /** @throws ProblemError `not_found` for what is absent and for what the caller may not see alike. */
  async get(caller: Caller, key: NamespacedKey): Promise<T> {
    await this.access.require(caller, 'get', key);
    return this.find(key);
  }

  /** For what a body names: undefined, too, for what is absent and for what the caller may not see alike. */
  async getIfVisible(caller: Caller, namespace: string, name: string | undefined): Promise<T | undefined> {
    if (name === undefined) return undefined;
    try {
      return await this.get(caller, { namespace, name });
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'not_found') return undefined;
      throw error;
    }
  }

  /** For our own judgements; whoever is shown it must have been allowed to see it. */
  find(key: NamespacedKey): T {
    this.requireSynced();
    const object = this.informer.store.get(key);
    if (!object) throw this.access.notFound(key);
    return object;
  }

  async list(caller: Caller, query: PageQuery & F): Promise<Page<T>> {
    this.requireSynced();
    const after = decodeCursor(query.cursor, query.cursorPointer ?? '?cursor', query.order);
    const visible = await this.visibleTo(caller, query.namespace);
    const { items, hasMore } = this.collect(query, visible, after);
    const placeOf = this.placeIn(query.order);
    const cursorOf = (item: T): string => encodeCursor(placeOf(item), query.order);
    return {
      items,
      cursorOf,
      ...(hasMore && { nextCursor: cursorOf(items.at(-1)!) }),
      ...(query.withTotal && { total: this.count(query, visible) }),
    };
  }

  private async visibleTo(caller: Caller, namespace: string | undefined): Promise<VisibleNamespaces> {
    if (namespace === undefined) return this.access.visibleNamespaces(caller, 'list', this.#keys.namespaces());
    await this.access.requireList(caller, 'list', namespace);
    return new Set([namespace]);
  }

  private collect(
    query: PageQuery & F,
    visible: VisibleNamespaces,
    after: string | undefined,
  ): { items: T[]; hasMore: boolean } {
    const places = this.placesFor(query);
    const items: T[] = [];
    for (let position = positionAfter(places, after); position < places.length; position++) {
      const object = this.matching(places[position]!, query, visible);
      if (!object) continue;
      if (items.length === query.limit) return { items, hasMore: true };
      items.push(object);
    }
    return { items, hasMore: false };
  }

  private count(query: PageQuery & F, visible: VisibleNamespaces): number {
    return this.placesFor(query).filter((place) => this.matching(place, query, visible)).length;
  }

  private placesFor(query: PageQuery & F): readonly Place[] {
    const few = this.rules.narrow?.(query);
    return few ? sortedPlaces(few, this.placeIn(query.order)) : this.keysIn(query.order).all();
  }

  private placeIn(order: string | undefined): PlaceOf<T> {
    return order === undefined ? this.rules.placeOf : this.rules.orders![order]!;
  }

  /** Orders that nobody asks for cost nothing. */
  private keysIn(order: string | undefined): SortedKeys<T> {
    if (order === undefined) return this.#keys;
    const known = this.#keysByOrder.get(order);
    if (known) return known;
    const keys = new SortedKeys(this.informer, this.placeIn(order));
    this.#keysByOrder.set(order, keys);
    return keys;
  }

  private matching({ key }: Place, filter: F, visible: VisibleNamespaces): T | undefined {
    if (visible !== 'all' && !visible.has(parseKey(key).namespace!)) return undefined;
    const object = this.informer.store.get(key);
    return object && this.rules.matches(object, filter) ? object : undefined;
  }

  private requireSynced(): void {
    if (this.informer.hasSynced()) return;
    throw new ProblemError('unavailable', 'The caches are being filled.', { retryAfterSeconds: 1 });
  }
}
