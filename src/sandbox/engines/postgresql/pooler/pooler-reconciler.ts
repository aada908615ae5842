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
import { DEPLOYMENT, keyOf, objectKeyOf, type ObjectKey } from '../../../../kube/meta/index.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import { POOLER } from '../kinds.js';
import type { Pace } from '../../mechanics/pace.js';
import { byName, indexByDatabase, ofDatabase } from '../../mechanics/caches/belonging.js';
import type { ClusterCaches } from '../reconcile/cluster-caches.js';
import { ActionExecutor } from '../reconcile/execute.js';
import { FIELD_MANAGER } from '../well-known.js';
import type { Deployment } from '../../mechanics/workloads.js';
import { decidePooler } from './decide-pooler.js';
import type { Pooler } from './pooler.js';

const targetOf = byName(({ spec }: Pooler) => spec.cluster.name);

export interface PoolerReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly informers: SharedInformers;
  readonly caches: ClusterCaches;
  readonly pace: Pace;
}

export class PoolerReconciler implements Reconciler {
  private readonly poolers: Informer<Pooler>;
  private readonly deployments: Informer<Deployment>;
  private readonly executor: ActionExecutor;

  constructor(private readonly parts: PoolerReconcilerParts) {
    const { informers } = parts;
    this.poolers = informers.ensure<Pooler>({ type: POOLER, indexers: indexByDatabase(targetOf) });
    this.deployments = informers.ensure({ type: DEPLOYMENT });
    this.executor = new ActionExecutor(parts.client, () => parts.clock.now());
  }

  sources(): WatchSource[] {
    const { databases, services } = this.parts.caches;
    return [
      primary(this.poolers),
      owned(this.deployments, POOLER),
      owned(services, POOLER),
      mapped(databases, ({ metadata }) => ofDatabase(this.poolers, metadata).map(objectKeyOf), {
        // A Cluster's status moves often and says nothing that a Pooler needs.
        predicate: ({ previous, object }) => !previous || !object,
      }),
    ];
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { pace } = this.parts;
    const pooler = this.poolers.store.get(key);
    if (!pooler || pooler.metadata.deletionTimestamp) return pace.forget(keyOf(key));
    return pace.step(pooler, () => this.takeStep(pooler, key, ctx));
  }

  private async takeStep(pooler: Pooler, key: ObjectKey, ctx: ReconcileContext): Promise<boolean> {
    const { client, caches } = this.parts;
    const { actions, status } = decidePooler({
      pooler,
      cluster: caches.databases.store.get({ namespace: key.namespace, name: pooler.spec.cluster.name }),
      deployment: this.deployments.store.get(key),
      service: caches.services.store.get(key),
    });
    await this.executor.execute(actions, undefined, ctx);
    const written = await patchStatusIfChanged(client, POOLER, pooler, {
      status,
      fieldManager: FIELD_MANAGER,
      signal: ctx.signal,
    });
    ctx.recordWrite(POOLER, written);
    return actions.length > 0;
  }
}
