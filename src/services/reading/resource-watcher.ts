import type { Informer } from '../../kube/informer/index.js';
import type { KubeObject } from '../../kube/meta/index.js';
import type { ResourceAccess } from '../auth/resource-access.js';
import type { Caller } from '../auth/caller.js';
import { LatestChanges, type ResourceChange } from './latest-changes.js';
import { predicateOf, requireInBounds, type ListDeclaration, type PointerTo } from './list-declaration.js';

/** What every watch may be narrowed by. */
export interface WatchScope {
  readonly namespace?: string;
  readonly name?: readonly string[];
  readonly signal: AbortSignal;
  /** How errors name a filter; as GraphQL does, when absent. */
  readonly pointerTo?: PointerTo;
}

/** As GraphQL's subscriptions name what they are narrowed by. */
const inFilter: PointerTo = (parameter) => `filter.${parameter}`;

/**
 * Changes as they happen, the present state first. A slow reader gets the latest state of each object rather than
 * every state: what waits for it is bounded by the number of objects. Rights are asked for each change.
 */
export class ResourceWatcher<T extends KubeObject, F extends { readonly name?: readonly string[] }> {
  constructor(
    private readonly informer: Informer<T>,
    private readonly access: ResourceAccess,
    private readonly declaration: ListDeclaration<T>,
  ) {}

  /** Whether a watch with this filter tells of an object. @throws ProblemError for a filter that cannot be read. */
  predicateOf(filter: F, pointerTo: PointerTo = inFilter): (object: T) => boolean {
    requireInBounds(this.declaration, filter, pointerTo);
    return predicateOf(this.declaration, filter, pointerTo);
  }

  /** @throws ProblemError `not_found` when the caller may not watch the namespace asked for. */
  async *watch(caller: Caller, request: WatchScope & F): AsyncGenerator<ResourceChange<T>> {
    const { namespace, name, signal, pointerTo } = request;
    const matches = this.predicateOf(request, pointerTo);
    if (namespace !== undefined) await this.requireWatch(caller, namespace, name);
    const latest = new LatestChanges<T>({
      isInScope: ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
      matches,
    });
    const registration = this.informer.addHandler({
      add: (object) => latest.put('Added', object),
      update: (_previous, object) => latest.put('Modified', object),
      delete: (last) => latest.put('Deleted', last),
    });
    try {
      for await (const change of latest.read(signal)) {
        if (await this.mayWatch(caller, change.object)) yield change;
      }
    } finally {
      registration.remove();
    }
  }

  private async requireWatch(caller: Caller, namespace: string, name: readonly string[] | undefined): Promise<void> {
    if (name?.length !== 1) return this.access.requireList(caller, 'watch', namespace);
    const key = { namespace, name: name[0]! };
    if (!(await this.access.mayWatch(caller, key))) throw this.access.notFound(key);
  }

  private mayWatch(caller: Caller, { metadata }: T): Promise<boolean> {
    return this.access.mayWatch(caller, { namespace: metadata.namespace!, name: metadata.name });
  }
}
