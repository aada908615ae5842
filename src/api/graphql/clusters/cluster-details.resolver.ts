import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterConfiguration } from '../../../services/clusters/cluster-configuration.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { ClusterEventReader } from '../../../services/events/cluster-events.js';
import { ClusterConfig } from '../../answers/cluster-config.js';
import { ClusterEventList } from '../../answers/cluster-events.js';
import { CurrentCaller } from '../../common/caller.js';
import { checkedSize } from '../pages/connection-of.js';
import { MAX_PAGE } from '../pages/list-models.js';

/**
 * What is long, or read from the API server: queries of their own and no fields of a cluster, or a page of clusters would
 * bring a hundred settings of each, and read the events of every namespace.
 */
@Resolver()
export class ClusterDetailsResolver {
  constructor(
    private readonly reader: ClusterReader,
    private readonly configuration: ClusterConfiguration,
    private readonly events: ClusterEventReader,
  ) {}

  @Query(() => ClusterConfig, {
    nullable: true,
    description: 'Settings of the engine of a cluster: what is wished for, what holds without.',
  })
  async clusterConfig(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Namespace of the cluster.' }) namespace: string,
    @Args('name', { description: 'Name of the cluster.' }) name: string,
  ): Promise<ClusterConfig> {
    return this.configuration.of(await this.reader.get(caller, { namespace, name }));
  }

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
