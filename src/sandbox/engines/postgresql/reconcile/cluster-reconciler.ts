import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../../kube/manager/index.js';
import { keyOf, parseKey, type ObjectKey } from '../../../../kube/meta/index.js';
import { createMergePatch } from '../../../../kube/writes/merge-patch.js';
import type { Cluster, ClusterStatus } from '../cluster.js';
import { CLUSTER } from '../kinds.js';
import { releaseClaims } from '../nodes/advance-claims.js';
import { advanceNodes } from '../nodes/advance-nodes.js';
import { endPods } from '../nodes/end-pods.js';
import type { Pace } from '../pace.js';
import { FIELD_MANAGER } from '../well-known.js';
import type { ClusterCaches } from './cluster-caches.js';
import { viewCluster, type ClusterView } from './cluster-view.js';
import { decideNext } from './decide-next.js';
import { ActionExecutor } from './execute.js';
import { foldStatus } from './fold-status.js';

export interface ClusterReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: ClusterCaches;
  readonly pace: Pace;
}

/** One look at one Cluster: what nodes do by themselves, one step of the operator, and a status that tells of both. */
export class ClusterReconciler implements Reconciler {
  private readonly executor: ActionExecutor;

  constructor(private readonly parts: ClusterReconcilerParts) {
    this.executor = new ActionExecutor(parts.client, () => parts.clock.now());
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, pace, clock } = this.parts;
    const objects = caches.objectsOf(key);
    const cluster = caches.clusters.store.get(key);
    const released = [...endPods(objects.pods), ...releaseClaims(objects.claims, objects.pods)];
    await this.executor.execute(released, cluster, ctx);
    if (!cluster) return pace.forget(keyOf(key));
    const waitMs = pace.remainingMs(cluster);
    if (waitMs > 0) return { requeueAfterMs: waitMs };
    return this.takeStep(viewCluster(cluster, objects, clock.now()), ctx);
  }

  private async takeStep(view: ClusterView, ctx: ReconcileContext): Promise<Result> {
    const step = decideNext(view);
    const actions = [...advanceNodes(view), ...(step?.actions ?? [])];
    await this.executor.execute(actions, view.cluster, ctx);
    const changed = step ? await this.writeStatus(view.cluster, foldStatus(view, step), ctx) : false;
    if (actions.length === 0 && !changed) return undefined;
    ctx.logger.debug('Step taken', { because: step?.because, actions: actions.length });
    const waitMs = this.parts.pace.stepDone(view.cluster);
    return waitMs > 0 ? { requeueAfterMs: waitMs } : undefined;
  }

  private async writeStatus(cluster: Cluster, status: ClusterStatus, ctx: ReconcileContext): Promise<boolean> {
    const change = createMergePatch(cluster.status ?? {}, status);
    if (change === undefined) return false;
    // With the version that was read: a promotion somebody asks for in between must not be written over.
    const body = { metadata: { resourceVersion: cluster.metadata.resourceVersion }, status: change };
    const written = await this.parts.client.patch<Cluster>(
      CLUSTER,
      parseKey(keyOf(cluster)),
      { type: 'merge', body },
      { subresource: 'status', fieldManager: FIELD_MANAGER, signal: ctx.signal },
    );
    ctx.recordWrite(CLUSTER, written);
    return true;
  }
}
