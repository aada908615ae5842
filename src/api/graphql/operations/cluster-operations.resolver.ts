import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { OperationCapabilities } from '../../../services/operations/operation-capabilities.js';
import { OPERATION_LIST } from '../../../services/operations/operation-list.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, queryWithin } from '../pages/connection-of.js';
import type { Connection } from '../pages/list-models.js';
import { OperationsOfClusterArguments, OpsRequestConnection } from './operation-connection.model.js';
import { OperationCapability } from './operation-capability.model.js';

/** What a cluster knows of its operations; read from the index of a cache, whatever the number of clusters. */
@Resolver(() => DatabaseCluster)
export class ClusterOperationsResolver {
  constructor(
    private readonly reader: OperationReader,
    private readonly capabilitiesOfClusters: OperationCapabilities,
  ) {}

  @ResolveField(() => OpsRequestConnection, {
    nullable: true,
    description: 'Its operations, the newest first. Null, with an error, when the caller may not list any.',
  })
  operations(
    @CurrentCaller() caller: Caller,
    @Parent() { metadata }: DatabaseCluster,
    @Args() args: OperationsOfClusterArguments,
  ): Promise<Connection<OpsRequest>> {
    const { namespace, name } = metadata;
    const query = { ...queryWithin(OPERATION_LIST, { ...args, namespace }), cluster: [name] };
    return connectionOf((asked) => this.reader.list(caller, asked), query);
  }

  @ResolveField(() => [OperationCapability], {
    nullable: true,
    description: 'Every type of operation: whether it could be asked for now, and why not.',
  })
  capabilities(@Parent() cluster: DatabaseCluster): OperationCapability[] {
    return this.capabilitiesOfClusters.of(cluster);
  }
}
