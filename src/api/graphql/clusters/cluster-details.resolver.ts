import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterConfiguration } from '../../../services/clusters/cluster-configuration.js';
import { ClusterEventReader } from '../../../services/events/cluster-events.js';
import { ClusterConfig } from '../../answers/cluster-config.js';
import { ClusterEventList } from '../../answers/cluster-events.js';
import { CurrentCaller } from '../../common/caller.js';
import { MAX_PAGE } from '../pages/list-models.js';
import { checkedSize } from '../pages/connection-of.js';

/** What is known of one cluster beside the cluster itself. */
@Resolver(() => DatabaseCluster)
export class ClusterDetailsResolver {
  constructor(
    private readonly configuration: ClusterConfiguration,
    private readonly events: ClusterEventReader,
  ) {}

  @ResolveField(() => ClusterConfig, { description: 'Settings of the engine: what is wished for, what holds without.' })
  config(@Parent() cluster: DatabaseCluster): ClusterConfig {
    return this.configuration.of(cluster);
  }

  /** A query of its own and no field of a cluster: a page of clusters would read the events of every namespace. */
  @Query(() => ClusterEventList, {
    nullable: true,
    description:
      'What Kubernetes tells of a cluster, its parts, operations and backups. Needs the right to get `databaseclusters/events`.',
  })
  clusterEvents(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Namespace of the cluster.' }) namespace: string,
    @Args('name', { description: 'Name of the cluster.' }) name: string,
    @Args('first', { type: () => Int, defaultValue: 50, description: `At most so many, 1 to ${MAX_PAGE}: the newest.` })
    first: number,
  ): Promise<ClusterEventList> {
    return this.events.of(caller, { namespace, name }, checkedSize('first', first));
  }
}
