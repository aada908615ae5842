import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { ProblemError } from '../../../domain/problem.js';
import type { KubeObject } from '../../../kube/meta/index.js';
import { BACKUP_STORAGE } from '../../../resources/backup-storage/index.js';
import { DATABASE_BACKUP } from '../../../resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../../resources/database-cluster/index.js';
import { DATABASE_ENGINE } from '../../../resources/database-engine/index.js';
import { Node } from '../../../resources/declare/index.js';
import { MONITORING_CONFIG } from '../../../resources/monitoring-config/index.js';
import { OPS_REQUEST } from '../../../resources/ops-request/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import { StorageReader } from '../../../services/backup-storages/storage-reader.js';
import { BackupReader } from '../../../services/backups/backup-reader.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { MonitoringReader } from '../../../services/monitoring-configs/monitoring-reader.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { EngineCatalogue } from '../../../services/engines/engine-catalogue.js';
import { CurrentCaller } from '../../common/caller.js';
import { present } from '../../common/present.js';
import { viewOf } from '../view.js';
import { decodeGlobalId, encodeGlobalId } from './global-id.js';

const MAX_IDS = 100;

/** Of any kind that lives in a namespace. */
interface NodeReader {
  get(caller: Caller, key: NamespacedKey): Promise<KubeObject & { spec: unknown }>;
}

@Resolver(() => Node)
export class NodeResolver {
  constructor(
    private readonly clusters: ClusterReader,
    private readonly catalogue: EngineCatalogue,
    private readonly operations: OperationReader,
    private readonly storages: StorageReader,
    private readonly backups: BackupReader,
    private readonly monitoring: MonitoringReader,
  ) {}

  @ResolveField(() => ID)
  id(@Parent() object: KubeObject): string {
    return encodeGlobalId(object);
  }

  @Query(() => Node, {
    nullable: true,
    description: 'The object with this id. Null, with the error `not_found`, when there is none.',
  })
  async node(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'From a field `id`.' }) id: string,
  ): Promise<KubeObject> {
    const { kind, namespace, name } = decodeGlobalId(id);
    if (kind === DATABASE_ENGINE.kind) return present(await this.catalogue.get(caller, name));
    const reader = this.readerOf(kind);
    if (namespace && reader) return viewOf(await reader.get(caller, { namespace, name }));
    throw new ProblemError('not_found', `There is no ${kind} "${name}" that you may see.`);
  }

  private readerOf(kind: string): NodeReader | undefined {
    switch (kind) {
      case DATABASE_CLUSTER.kind:
        return this.clusters;
      case OPS_REQUEST.kind:
        return this.operations;
      case BACKUP_STORAGE.kind:
        return this.storages;
      case DATABASE_BACKUP.kind:
        return this.backups;
      case MONITORING_CONFIG.kind:
        return this.monitoring;
      default:
        return undefined;
    }
  }

  @Query(() => [Node], {
    nullable: 'items',
    description: `The objects with these ids, in their order; at most ${MAX_IDS}. Each fails alone.`,
  })
  async nodes(
    @CurrentCaller() caller: Caller,
    @Args('ids', { type: () => [ID], description: 'From fields `id`.' }) ids: string[],
  ): Promise<(KubeObject | Error)[]> {
    if (ids.length > MAX_IDS) {
      throw new ProblemError('malformed_request', `${ids.length} ids are asked for; at most ${MAX_IDS} are allowed.`);
    }
    const results = await Promise.allSettled(ids.map((id) => this.node(caller, id)));
    // graphql-js takes an error in a list as the failure of that item.
    return results.map((result) => (result.status === 'fulfilled' ? result.value : (result.reason as Error)));
  }
}
