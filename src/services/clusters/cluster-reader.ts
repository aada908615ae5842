import type { Informer } from '../../kube/informer/index.js';
import { parseKey } from '../../kube/meta/index.js';
import { ProblemError } from '../../domain/problem.js';
import type { DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { Caller } from '../auth/caller.js';
import { decodeCursor, encodeCursor } from '../paging/cursor.js';
import { SortedKeys } from '../paging/sorted-keys.js';
import { clusterNotFound, type ClusterAccess, type VisibleNamespaces } from './cluster-access.js';
import { matchesFilter, type ClusterFilter } from './cluster-filter.js';

export interface ClusterQuery extends ClusterFilter {
  /** Absent: every namespace that the caller may list. */
  readonly namespace?: string;
  readonly limit: number;
  readonly cursor?: string;
  /** How errors name the cursor: `?cursor` in REST, an argument in GraphQL. */
  readonly cursorPointer?: string;
  readonly withTotal?: boolean;
}

export interface ClusterPage {
  readonly items: readonly DatabaseCluster[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
  readonly total?: number;
}

export interface ClusterKey {
  readonly namespace: string;
  readonly name: string;
}

/** Reads from the cache, as far as the caller may see; no read ever asks the API server for clusters. */
export class ClusterReader {
  readonly #keys: SortedKeys<DatabaseCluster>;

  constructor(
    private readonly informer: Informer<DatabaseCluster>,
    private readonly access: ClusterAccess,
  ) {
    this.#keys = new SortedKeys(informer);
  }

  /** @throws ProblemError `not_found` for what is absent and for what the caller may not see alike. */
  async get(caller: Caller, key: ClusterKey): Promise<DatabaseCluster> {
    await this.access.require(caller, 'get', key);
    return this.find(key);
  }

  find(key: ClusterKey): DatabaseCluster {
    this.requireSynced();
    const cluster = this.informer.store.get(key);
    if (!cluster) throw clusterNotFound(key);
    return cluster;
  }

  async list(caller: Caller, query: ClusterQuery): Promise<ClusterPage> {
    this.requireSynced();
    const after = decodeCursor(query.cursor, query.cursorPointer ?? '?cursor');
    const visible = await this.visibleTo(caller, query.namespace);
    const { items, hasMore } = this.collect(query, visible, after);
    return {
      items,
      ...(hasMore && { nextCursor: encodeCursor(keyOf(items.at(-1)!)) }),
      ...(query.withTotal && { total: this.count(query, visible) }),
    };
  }

  private async visibleTo(caller: Caller, namespace: string | undefined): Promise<VisibleNamespaces> {
    if (namespace === undefined) return this.access.visibleNamespaces(caller, 'list', this.#keys.namespaces());
    await this.access.requireList(caller, 'list', namespace);
    return new Set([namespace]);
  }

  private collect(
    query: ClusterQuery,
    visible: VisibleNamespaces,
    after: string | undefined,
  ): { items: DatabaseCluster[]; hasMore: boolean } {
    const keys = this.#keys.all();
    const items: DatabaseCluster[] = [];
    for (let position = this.#keys.after(after); position < keys.length; position++) {
      const cluster = this.matching(keys[position]!, query, visible);
      if (!cluster) continue;
      if (items.length === query.limit) return { items, hasMore: true };
      items.push(cluster);
    }
    return { items, hasMore: false };
  }

  private count(query: ClusterQuery, visible: VisibleNamespaces): number {
    return this.#keys.all().filter((key) => this.matching(key, query, visible)).length;
  }

  private matching(key: string, filter: ClusterFilter, visible: VisibleNamespaces): DatabaseCluster | undefined {
    if (visible !== 'all' && !visible.has(parseKey(key).namespace!)) return undefined;
    const cluster = this.informer.store.get(key);
    return cluster && matchesFilter(cluster, filter) ? cluster : undefined;
  }

  private requireSynced(): void {
    if (this.informer.hasSynced()) return;
    throw new ProblemError('unavailable', 'The caches are being filled.', { retryAfterSeconds: 1 });
  }
}

const keyOf = ({ metadata }: DatabaseCluster): string => `${metadata.namespace}/${metadata.name}`;
