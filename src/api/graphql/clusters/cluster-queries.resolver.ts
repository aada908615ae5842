import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { keyOf } from '../../../kube/meta/index.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { ClusterFilter, DatabaseClusterConnection } from './cluster-connection.model.js';
import { connectionOf, countingOf, MAX_PAGE, pageQuery } from '../pages/connection-of.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { viewOf } from '../view.js';

const ALL_NAMESPACES = 'Only this namespace; every one that the caller may list when absent.';

@Resolver(() => DatabaseClusterConnection)
export class ClusterQueriesResolver {
  constructor(private readonly reader: ClusterReader) {}

  @Query(() => DatabaseCluster, {
    nullable: true,
    description: 'One cluster: what is wanted and what is. Null, with the error `not_found`, when there is none.',
  })
  async cluster(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Its namespace.' }) namespace: string,
    @Args('name', { description: 'Its name.' }) name: string,
  ): Promise<DatabaseCluster> {
    return viewOf(await this.reader.get(caller, { namespace, name }));
  }

  @Query(() => DatabaseClusterConnection, { description: 'Clusters that the caller may list, by namespace and name.' })
  async clusters(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { type: () => String, nullable: true, description: ALL_NAMESPACES }) namespace?: string | null,
    @Args('first', { type: () => Int, defaultValue: 50, description: `Clusters a page, 1 to ${MAX_PAGE}.` }) first = 50,
    @Args('after', { type: () => String, nullable: true, description: 'A cursor of an earlier page.' })
    after?: string | null,
    @Args('filter', { type: () => ClusterFilter, nullable: true, description: 'Which of them.' })
    filter?: ClusterFilter | null,
  ): Promise<DatabaseClusterConnection> {
    const query = { ...withoutNulls(filter), ...pageQuery({ namespace, first, after }) };
    return connectionOf(await this.reader.list(caller, query), query, keyOf);
  }

  @ResolveField(() => Int, {
    nullable: true,
    description: 'How many there are on all pages; counted only when asked for.',
  })
  async totalCount(
    @CurrentCaller() caller: Caller,
    @Parent() { query }: DatabaseClusterConnection,
  ): Promise<number | undefined> {
    return (await this.reader.list(caller, countingOf(query))).total;
  }
}
