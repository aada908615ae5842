import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterWatcher } from '../../../services/clusters/cluster-watcher.js';
import { CurrentCaller } from '../../common/caller.js';
import { changesOf } from '../streams/changes-of.js';
import { ClusterChangeArguments } from './cluster-connection.model.js';

@Resolver()
export class ClusterSubscriptionsResolver {
  constructor(private readonly watcher: ClusterWatcher) {}

  @Subscription(() => DatabaseCluster, {
    resolve: (cluster: DatabaseCluster) => cluster,
    description:
      'Clusters as they are now, then each change. A slow reader gets the latest state of each, not every state. With `namespace` and `name` it ends when the cluster is deleted, after its last state.',
  })
  clusterChanged(
    @CurrentCaller() caller: Caller,
    @Args() chosen: ClusterChangeArguments,
  ): AsyncIterableIterator<DatabaseCluster> {
    return changesOf(this.watcher, caller, chosen);
  }
}
