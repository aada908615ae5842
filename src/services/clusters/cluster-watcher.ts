import type { Informer } from '../../kube/informer/index.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import { clusterNotFound, type ClusterAccess } from './cluster-access.js';
import { matchesFilter, type ClusterFilter } from './cluster-filter.js';

export type ClusterChangeType = 'Added' | 'Modified' | 'Deleted';

export interface ClusterChange {
  readonly type: ClusterChangeType;
  /** As it is now; as it last was, when deleted. */
  readonly cluster: DatabaseCluster;
}

export interface WatchRequest extends ClusterFilter {
  readonly namespace?: string;
  readonly signal: AbortSignal;
}

/**
 * Changes as they happen, the present state first. A slow reader gets the latest state of each cluster rather than
 * every state: what waits for it is bounded by the number of clusters. Rights are asked for each change.
 */
export class ClusterWatcher {
  constructor(
    private readonly informer: Informer<DatabaseCluster>,
    private readonly access: ClusterAccess,
  ) {}

  /** @throws ProblemError `not_found` when the caller may not watch the namespace asked for. */
  async *watch(caller: Caller, request: WatchRequest): AsyncGenerator<ClusterChange> {
    const { namespace, name, signal } = request;
    if (namespace !== undefined) await this.requireWatch(caller, namespace, name);
    const latest = new LatestChanges(
      ({ metadata }) => namespace === undefined || metadata.namespace === namespace,
      request,
    );
    const registration = this.informer.addHandler({
      add: (cluster) => latest.put('Added', cluster),
      update: (_previous, cluster) => latest.put('Modified', cluster),
      delete: (last) => latest.put('Deleted', last),
    });
    try {
      for await (const change of latest.read(signal)) {
        if (await this.mayWatch(caller, change.cluster)) yield change;
      }
    } finally {
      registration.remove();
    }
  }

  private async requireWatch(caller: Caller, namespace: string, name: readonly string[] | undefined): Promise<void> {
    if (name?.length !== 1) return this.access.requireList(caller, 'watch', namespace);
    if (await this.access.mayWatch(caller, { namespace, name: name[0]! })) return;
    throw clusterNotFound({ namespace, name: name[0]! });
  }

  private mayWatch(caller: Caller, { metadata }: DatabaseCluster): Promise<boolean> {
    return this.access.mayWatch(caller, { namespace: metadata.namespace!, name: metadata.name });
  }
}

/** The newest change of each cluster that a reader has not taken yet, in order of their first appearance. */
class LatestChanges {
  readonly #pending = new Map<string, ClusterChange>();
  /** What the reader has been told of: a cluster that leaves the filter is a deletion to it. */
  readonly #told = new Set<string>();
  #wake: () => void = () => undefined;

  constructor(
    private readonly isInScope: (cluster: DatabaseCluster) => boolean,
    private readonly filter: ClusterFilter,
  ) {}

  put(type: ClusterChangeType, cluster: DatabaseCluster): void {
    if (!this.isInScope(cluster)) return;
    // By uid: the end of one cluster and the birth of another under its name are two pieces of news.
    const key = cluster.metadata.uid!;
    const gone = type === 'Deleted' || !matchesFilter(cluster, this.filter);
    if (gone && !this.#told.has(key)) this.#pending.delete(key);
    else this.#pending.set(key, { type: gone ? 'Deleted' : this.#told.has(key) ? 'Modified' : 'Added', cluster });
    this.#wake();
  }

  async *read(signal: AbortSignal): AsyncGenerator<ClusterChange> {
    const wake = (): void => this.#wake();
    signal.addEventListener('abort', wake, { once: true });
    while (!signal.aborted) {
      const next = this.take();
      if (next) yield next;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    signal.removeEventListener('abort', wake);
  }

  private take(): ClusterChange | undefined {
    const [first] = this.#pending;
    if (!first) return undefined;
    const [key, change] = first;
    this.#pending.delete(key);
    if (change.type === 'Deleted') this.#told.delete(key);
    else this.#told.add(key);
    return change;
  }
}
