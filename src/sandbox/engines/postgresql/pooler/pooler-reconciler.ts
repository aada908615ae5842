import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { Informer, SharedInformers } from '../../../../kube/informer/index.js';
import {
  mapped,
  owned,
  primary,
  type ReconcileContext,
  type Reconciler,
  type Result,
  type WatchSource,
} from '../../../../kube/manager/index.js';
import { DEPLOYMENT, keyOf, SERVICE, type ObjectKey } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import type { Cluster } from '../cluster.js';
import { CLUSTER, POOLER } from '../kinds.js';
import type { Pace } from '../../mechanics/pace.js';
import { ActionExecutor } from '../reconcile/execute.js';
import { FIELD_MANAGER } from '../well-known.js';
import type { Deployment, Service } from '../../mechanics/workloads.js';
import { decidePooler } from './decide-pooler.js';
import type { Pooler } from './pooler.js';

const BY_CLUSTER_NAME = 'byClusterName';

export interface PoolerReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly informers: SharedInformers;
  readonly pace: Pace;
}

export class PoolerReconciler implements Reconciler {
  private readonly poolers: Informer<Pooler>;
  private readonly clusters: Informer<Cluster>;
  private readonly deployments: Informer<Deployment>;
  private readonly services: Informer<Service>;
  private readonly executor: ActionExecutor;

  constructor(private readonly parts: PoolerReconcilerParts) {
    const { informers } = parts;
    const byClusterName = ({ metadata, spec }: Pooler): string[] => [
      keyOf({ namespace: metadata.namespace, name: spec.cluster.name }),
    ];
    this.poolers = informers.ensure<Pooler>({ type: POOLER, indexers: { [BY_CLUSTER_NAME]: byClusterName } });
    this.clusters = informers.ensure({ type: CLUSTER });
    this.deployments = informers.ensure({ type: DEPLOYMENT });
    this.services = informers.ensure({ type: SERVICE });
    this.executor = new ActionExecutor(parts.client, () => parts.clock.now());
  }

  sources(): WatchSource[] {
    return [
      primary(this.poolers),
      owned(this.deployments, POOLER),
      owned(this.services, POOLER),
      mapped(this.clusters, (cluster) => this.poolersOf(cluster), {
        // A Cluster's status moves often and says nothing that a Pooler needs.
        predicate: ({ previous, object }) => !previous || !object,
      }),
    ];
  }

  private poolersOf(cluster: Cluster): ObjectKey[] {
    const found = this.poolers.store.byIndex(BY_CLUSTER_NAME, keyOf(cluster));
    return found.map(({ metadata: { namespace, name } }) => ({ namespace, name }));
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { client, pace } = this.parts;
    const pooler = this.poolers.store.get(key);
    if (!pooler || pooler.metadata.deletionTimestamp) return pace.forget(keyOf(key));
    const waitMs = pace.remainingMs(pooler);
    if (waitMs > 0) return { requeueAfterMs: waitMs };
    const { actions, status } = decidePooler({
      pooler,
      cluster: this.clusters.store.get({ namespace: key.namespace, name: pooler.spec.cluster.name }),
      deployment: this.deployments.store.get(key),
      service: this.services.store.get(key),
    });
    await this.executor.execute(actions, undefined, ctx);
    const written = await patchStatusIfChanged(client, POOLER, pooler, {
      status,
      fieldManager: FIELD_MANAGER,
      signal: ctx.signal,
    });
    ctx.recordWrite(POOLER, written);
    if (actions.length === 0) return undefined;
    const nextMs = pace.stepDone(pooler);
    return nextMs > 0 ? { requeueAfterMs: nextMs } : undefined;
  }
}
