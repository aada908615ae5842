import type { HandlerRegistration, Informer } from '../../kube/informer/index.js';
import type { ResourceAccess } from '../auth/resource-access.js';
import type { Caller } from '../auth/caller.js';
import { hasReached, type KubeObject } from '../../kube/meta/index.js';
import { LatestChanges, type Positioned, type ResourceChange, type Synced } from './latest-changes.js';
import { RecentDeletions } from './recent-deletions.js';
import { predicateOf, requireInBounds, type ListDeclaration, type PointerTo } from './list-declaration.js';

/** What every watch may be narrowed by. */
export interface WatchScope {
  readonly namespace?: string;
  readonly name?: readonly string[];
  readonly signal: AbortSignal;
  /** How errors name a filter; as GraphQL does, when absent. */
  readonly pointerTo?: PointerTo;
}

/** Who may watch what. */
export type WatchRights = Pick<ResourceAccess, 'requireList' | 'mayWatch' | 'notFound'>;

/** Where a watch begins. */
export interface WatchStart {
  /** The position up to which the reader was told everything, by an earlier watch for the same. */
  readonly since?: string;
  /** Whoever is named is there, or went since; else it is waited for. */
  readonly mustExist?: boolean;
}

/** The reader was away for too long: all that there is follows, and whatever is not among it has gone. */
export interface Reset {
  readonly type: 'Reset';
}

export type WatchEvent<T> = Positioned<ResourceChange<T> | Synced> | Reset;

/** As GraphQL's subscriptions name what they are narrowed by. */
const inFilter: PointerTo = (parameter) => `filter.${parameter}`;

/**
 * Changes as they happen, the present state first. A slow reader gets the latest state of each object rather than
 * every state: what waits for it is bounded by the number of objects. Rights are asked for each change.
 */
export class ResourceWatcher<T extends KubeObject, F extends { readonly name?: readonly string[] }> {
  readonly #deletions: RecentDeletions<T>;

  constructor(
    private readonly informer: Informer<T>,
    private readonly access: WatchRights,
    private readonly declaration: ListDeclaration<T>,
  ) {
    this.#deletions = new RecentDeletions(informer);
  }

  /** Whether a watch with this filter tells of an object. @throws ProblemError for a filter that cannot be read. */
  predicateOf(filter: F, pointerTo: PointerTo = inFilter): (object: T) => boolean {
    requireInBounds(this.declaration, filter, pointerTo);
    return predicateOf(this.declaration, filter, pointerTo);
  }

  /** @throws ProblemError `not_found` when the caller may not watch the namespace asked for. */
  async *watch(
    caller: Caller,
    request: WatchScope & Pick<WatchStart, 'mustExist'> & F,
  ): AsyncGenerator<ResourceChange<T>> {
    for await (const event of this.follow(caller, request)) if ('object' in event) yield event;
  }

  /**
   * The same with its positions, from one of which it may be followed on.
   * @throws ProblemError `not_found` when the caller may not, or no longer, watch the namespace asked for.
   */
  async *follow(caller: Caller, request: WatchScope & WatchStart & F): AsyncGenerator<WatchEvent<T>> {
    const { namespace, name, signal, since, pointerTo } = request;
    const matches = this.predicateOf(request, pointerTo);
    const permitted = (): Promise<void> => this.requireWatch(caller, namespace, name);
    await permitted();
    const missed = this.missedSince(since);
    if (since !== undefined && !missed) yield { type: 'Reset' };
    if (request.mustExist) this.requireExisting(request, missed);
    const latest = new LatestChanges<T>({
      isInScope: ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
      matches,
    });
    const registration = this.register(latest, missed && since);
    for (const object of missed ?? []) latest.putMissed('Deleted', object);
    latest.markSynced(this.informer.lastSyncRv);
    try {
      for await (const event of latest.read(signal)) {
        if (!('object' in event) || (await this.mayWatch(caller, event.object))) yield event;
        else await permitted();
      }
    } finally {
      registration.remove();
    }
  }

  /** Everything there is, of which a reader who was there before knows what is not newer; then every change. */
  private register(latest: LatestChanges<T>, since: string | undefined): HandlerRegistration {
    let isPast = since !== undefined;
    const putPast = (object: T): void => {
      if (hasReached(since, object.metadata.resourceVersion!)) latest.remember(object);
      else latest.putMissed('Modified', object);
    };
    const registration = this.informer.addHandler({
      add: (object) => (isPast ? putPast(object) : latest.put('Added', object)),
      update: (_previous, object) => latest.put('Modified', object),
      delete: (last) => latest.put('Deleted', last),
    });
    isPast = false;
    return registration;
  }

  private missedSince(since: string | undefined): readonly T[] | undefined {
    return since === undefined ? undefined : this.#deletions.after(since);
  }

  private requireExisting({ namespace, name }: WatchScope, missed: readonly T[] = []): void {
    const key = { namespace: namespace!, name: name![0]! };
    const isGone = ({ metadata }: T): boolean => metadata.namespace === key.namespace && metadata.name === key.name;
    if (!this.informer.store.has(key) && !missed.some(isGone)) throw this.access.notFound(key);
  }

  protected async requireWatch(
    caller: Caller,
    namespace: string | undefined,
    name: readonly string[] | undefined,
  ): Promise<void> {
    if (namespace === undefined) return;
    if (name?.length !== 1) return this.access.requireList(caller, 'watch', namespace);
    const key = { namespace, name: name[0]! };
    if (!(await this.access.mayWatch(caller, key))) throw this.access.notFound(key);
  }

  private mayWatch(caller: Caller, { metadata }: T): Promise<boolean> {
    return this.access.mayWatch(caller, { namespace: metadata.namespace!, name: metadata.name });
  }
}
