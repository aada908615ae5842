import { Args, Int, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { OperationCapabilities } from '../../../services/operations/operation-capabilities.js';
import { placeOfOperation } from '../../../services/operations/operation-filter.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, MAX_PAGE, pageQuery } from '../pages/connection-of.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { OperationFilter, OpsRequestConnection } from './operation-connection.model.js';
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
  async operations(
    @CurrentCaller() caller: Caller,
    @Parent() { metadata }: DatabaseCluster,
    @Args('first', { type: () => Int, defaultValue: 20, description: `Operations a page, 1 to ${MAX_PAGE}.` })
    first = 20,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of an earlier page.' })
    after?: string | null,
    @Args('filter', { type: () => OperationFilter, nullable: true, description: 'Which; `cluster` is this one.' })
    filter?: OperationFilter | null,
  ): Promise<OpsRequestConnection> {
    const { namespace, name } = metadata;
    const query = { ...withoutNulls(filter), ...pageQuery({ namespace, first, after }), cluster: [name] };
    return connectionOf(await this.reader.list(caller, query), query, placeOfOperation);
  }

  @ResolveField(() => [OperationCapability], {
    nullable: true,
    description: 'Every type of operation: whether it could be asked for now, and why not.',
  })
  capabilities(@Parent() cluster: DatabaseCluster): OperationCapability[] {
    return this.capabilitiesOfClusters.of(cluster);
  }
}
