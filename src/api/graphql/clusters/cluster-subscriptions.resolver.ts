import { Args, Resolver, Subscription } from '@nestjs/graphql';
import { ProblemError } from '../../../domain/problem.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { matchesFilter } from '../../../services/clusters/cluster-filter.js';
import { ClusterWatcher } from '../../../services/clusters/cluster-watcher.js';
import { CurrentCaller } from '../../common/caller.js';
import { withoutNulls } from '../pages/without-nulls.js';
import { cancellable } from '../streams/cancellable.js';
import { manyObjects, oneObject } from '../streams/object-changes.js';
import { ClusterFilter } from './cluster-connection.model.js';

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
    @Args('namespace', {
      type: () => String,
      nullable: true,
      description: 'Only this namespace; every one that the caller may watch when absent.',
    })
    namespace?: string | null,
    @Args('name', { type: () => String, nullable: true, description: 'Only clusters of this name.' })
    name?: string | null,
    @Args('filter', {
      type: () => ClusterFilter,
      nullable: true,
      description: 'Which of them. A cluster that no longer fits is told once more.',
    })
    filter?: ClusterFilter | null,
  ): AsyncIterableIterator<DatabaseCluster> {
    const chosen = withoutNulls(filter);
    if (name && chosen.name) throw nameGivenTwice();
    if (name && namespace) {
      const matches = (cluster: DatabaseCluster): boolean => matchesFilter(cluster, chosen);
      return cancellable((signal) =>
        oneObject(this.watcher.watch(caller, { namespace, name: [name], signal }), { matches }),
      );
    }
    const request = { ...chosen, namespace: namespace ?? undefined, ...(name && { name: [name] }) };
    return cancellable((signal) => manyObjects(this.watcher.watch(caller, { ...request, signal })));
  }
}

function nameGivenTwice(): ProblemError {
  const message = 'say the name once: as `name`, or in `filter.name`';
  return new ProblemError('malformed_request', `filter.name: ${message}.`, {
    fields: [{ pointer: 'filter.name', code: 'duplicate', message }],
  });
}
