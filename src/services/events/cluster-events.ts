import type { ClusterCaches } from '../../caches/index.js';
import type { ResourceType } from '../../kube/meta/index.js';
import { DATABASE_BACKUP } from '../../resources/database-backup/index.js';
import { DATABASE_CLUSTER, type DatabaseCluster } from '../../resources/database-cluster/index.js';
import { OPS_REQUEST } from '../../resources/ops-request/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey, ResourceAccess } from '../auth/resource-access.js';
import type { NamespaceEvents, SeenEvent } from './namespace-events.js';

export interface ClusterEvents {
  /** The newest first. */
  readonly items: readonly SeenEvent[];
  /** The namespace has more events than are read: some may be missing. */
  readonly truncated: boolean;
}

export interface EventRights {
  readonly clusters: ResourceAccess;
  readonly operations: ResourceAccess;
  readonly backups: ResourceAccess;
}

const SUBRESOURCE = 'events';

/** What Kubernetes tells of a cluster, of what it consists of, and of its operations and backups, merged. */
export class ClusterEventReader {
  constructor(
    private readonly caches: ClusterCaches,
    private readonly events: NamespaceEvents,
    private readonly rights: EventRights,
  ) {}

  /** @throws ProblemError `not_found` for a cluster that is not there, or that the caller may not see. */
  async of(caller: Caller, key: NamespacedKey, limit: number): Promise<ClusterEvents> {
    await this.rights.clusters.require(caller, 'get', key, SUBRESOURCE);
    const cluster = this.caches.clusters.store.get(key);
    if (!cluster) throw this.rights.clusters.notFound(key);
    const [involved, { events, truncated }] = await Promise.all([
      this.involvedIn(caller, key, cluster),
      this.events.in(key.namespace),
    ]);
    // Names come again: what an earlier cluster of the same name went through is none of this one's.
    const bornMs = Date.parse(cluster.metadata.creationTimestamp!);
    const items = events
      .filter(({ object, time }) => involved.has(idOf(object, object.name)) && Date.parse(time) >= bornMs)
      .sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
    return { items: items.slice(0, limit), truncated };
  }

  /** Of operations and backups only to who may list them. */
  private async involvedIn(caller: Caller, key: NamespacedKey, cluster: DatabaseCluster): Promise<ReadonlySet<string>> {
    const { namespace } = key;
    const [seesOperations, seesBackups] = await Promise.all([
      this.rights.operations.mayList(caller, 'list', namespace),
      this.rights.backups.mayList(caller, 'list', namespace),
    ]);
    const named = (
      type: ResourceType,
      objects: readonly { readonly metadata: { readonly name: string } }[],
    ): string[] => objects.map(({ metadata }) => idOf(type, metadata.name));
    const observed = this.caches.observe(cluster);
    const kinds = [...this.caches.childrenOf(cluster.spec.engine).keys()];
    return new Set([
      idOf(DATABASE_CLUSTER, key.name),
      ...(seesOperations ? named(OPS_REQUEST, this.caches.operationsOf(key)) : []),
      ...(seesBackups ? named(DATABASE_BACKUP, this.caches.backupsOf(key)) : []),
      ...kinds.flatMap((type) => named(type, observed.list(type))),
    ]);
  }
}

const idOf = ({ group, kind }: Pick<ResourceType, 'group' | 'kind'>, name: string): string =>
  `${kind}.${group}/${name}`;
