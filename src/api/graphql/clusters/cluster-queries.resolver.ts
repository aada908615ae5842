import { Args, Query, Resolver } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { CLUSTER_LIST } from '../../../services/clusters/cluster-list.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, queryOf } from '../pages/connection-of.js';
import type { Connection } from '../pages/list-models.js';
import { viewOf } from '../view.js';
import { ClusterListArguments, DatabaseClusterConnection } from './cluster-connection.model.js';

@Resolver()
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

  @Query(() => DatabaseClusterConnection, { description: 'Clusters that the caller may list.' })
  clusters(@CurrentCaller() caller: Caller, @Args() args: ClusterListArguments): Promise<Connection<DatabaseCluster>> {
    return connectionOf((query) => this.reader.list(caller, query), queryOf(CLUSTER_LIST, args));
  }
}
