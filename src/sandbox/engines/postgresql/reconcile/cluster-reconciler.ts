import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../../kube/manager/index.js';
import { keyOf, parseKey, type ObjectKey } from '../../../../kube/meta/index.js';
import { createMergePatch } from '../../../../kube/writes/merge-patch.js';
import type { Cluster } from '../cluster.js';
import { CLUSTER } from '../kinds.js';
import { releaseClaims } from '../../mechanics/nodes/advance-claims.js';
import { advanceNodes } from '../nodes/advance-nodes.js';
import { endPods } from '../../mechanics/nodes/end-pods.js';
import { releasePods } from '../nodes/hold-pods.js';
import type { Pace } from '../../mechanics/pace.js';
import { FIELD_MANAGER } from '../well-known.js';
import type { ClusterCaches } from './cluster-caches.js';
import { viewCluster, type ClusterView } from './cluster-view.js';
import { decideNext } from './decide-next.js';
import { ActionExecutor } from './execute.js';
import { foldStatus } from './fold-status.js';
import type { Action } from './step.js';

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
    const cluster = caches.databases.store.get(key);
    const released = [
      ...releasePods(objects.pods, cluster),
      ...endPods(objects.pods),
      ...releaseClaims(objects.claims, objects.pods),
    ];
    await this.executor.execute(released, cluster, ctx);
    if (!cluster) return pace.forget(keyOf(key));
    const waitMs = pace.remainingMs(cluster);
    if (waitMs > 0) return { requeueAfterMs: waitMs };
    return this.takeStep(viewCluster(cluster, objects, clock.now()), ctx);
  }

  private async takeStep(view: ClusterView, ctx: ReconcileContext): Promise<Result> {
    const { pace } = this.parts;
    const { cluster } = view;
    const moved = advanceNodes(view);
    await this.executor.execute(moved, cluster, ctx);
    const write = planWrite(view);
    if (!write) {
      return moved.length > 0 ? pace.pauseAfter(cluster) : pace.rest(cluster);
    }
    const lateMs = pace.overlooksMs(cluster);
    if (lateMs > 0) return { requeueAfterMs: lateMs };
    ctx.logger.debug('Step taken', { because: write.because, actions: write.actions.length });
    await this.executor.execute(write.actions, cluster, ctx);
    if (write.status !== undefined) await this.writeStatus(cluster, write.status, ctx);
    return pace.pauseAfter(cluster);
  }

  private async writeStatus(cluster: Cluster, change: unknown, ctx: ReconcileContext): Promise<void> {
    // With the version that was read: a promotion somebody asks for in between must not be written over.
    const body = { metadata: { resourceVersion: cluster.metadata.resourceVersion }, status: change };
    const written = await this.parts.client.patch<Cluster>(
      CLUSTER,
      parseKey(keyOf(cluster)),
      { type: 'merge', body },
      { subresource: 'status', fieldManager: FIELD_MANAGER, signal: ctx.signal },
    );
    ctx.recordWrite(CLUSTER, written);
  }
}

/** What a step would change; undefined when it would change nothing. */
function planWrite(view: ClusterView): { because: string; actions: readonly Action[]; status: unknown } | undefined {
  const step = decideNext(view);
  if (!step) return undefined;
  const { because, actions = [] } = step;
  const status: unknown = createMergePatch(view.cluster.status ?? {}, foldStatus(view, step));
  return actions.length === 0 && status === undefined ? undefined : { because, actions, status };
}
