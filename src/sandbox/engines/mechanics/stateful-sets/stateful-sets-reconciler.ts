import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../../kube/manager/index.js';
import type { KubeObject, ObjectKey } from '../../../../kube/meta/index.js';
import { plainExecutor, type ActionsExecutor } from '../execute-actions.js';
import { advanceNodes, type NodesView } from '../nodes/advance-nodes.js';
import { podHealth, type PodOrder } from '../nodes/pod-health.js';
import type { Orders } from '../orders.js';
import type { Pace } from '../pace.js';
import type { PersistentVolumeClaim, Pod } from '../workloads.js';
import { reportSet } from './set-status.js';
import type { StatefulSet } from './stateful-set.js';
import { syncMembers } from './sync-members.js';

/** What carries the label of one database, whether the database is still there or not. */
export interface SetObjects {
  readonly sets: readonly StatefulSet[];
  readonly pods: readonly Pod[];
  readonly claims: readonly PersistentVolumeClaim[];
}

export type NodeOrders = Orders<PodOrder> & NodesView['failures'];

export interface StatefulSetsParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly fieldManager: string;
  readonly objectsOf: (database: ObjectKey) => SetObjects;
  /** Whose annotations order failures and set the pace; undefined when it is gone. */
  readonly database: (key: ObjectKey) => KubeObject | undefined;
  readonly ordersOf: (database: KubeObject | undefined) => NodeOrders;
  /** Whether what runs in the pod would end at once, for what it was made with. Default: never. */
  readonly refusesToStart?: (pod: Pod) => boolean;
}

/**
 * Kubernetes' own controller of StatefulSets, and nodes and storage, for the sets of one database at a time: no server
 * that the sandbox runs against has them. Give it a pace of its own; nodes and storage act at once.
 */
export class StatefulSetsReconciler implements Reconciler {
  private readonly executor: ActionsExecutor<never, never>;

  constructor(private readonly parts: StatefulSetsParts) {
    this.executor = plainExecutor(parts.client, parts.fieldManager);
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { objectsOf, database, ordersOf, refusesToStart, clock } = this.parts;
    const objects = objectsOf(key);
    const owner = database(key);
    const failures = ordersOf(owner);
    const health = (pod: Pod) => podHealth(failures, pod, refusesToStart?.(pod));
    await this.executor.execute(advanceNodes({ ...objects, failures, health, now: clock.now() }), undefined, ctx);
    const waits: number[] = [];
    for (const set of objects.sets) waits.push(await this.advance(set, { objects, owner }, ctx));
    const pending = waits.filter((wait) => wait > 0);
    return pending.length > 0 ? { requeueAfterMs: Math.min(...pending) } : undefined;
  }

  /** The answer is when to look again; 0 when an event will tell. */
  private async advance(
    set: StatefulSet,
    { objects, owner }: { objects: SetObjects; owner: KubeObject | undefined },
    ctx: ReconcileContext,
  ): Promise<number> {
    const { pace } = this.parts;
    await this.executor.execute(reportSet(set, objects.pods), undefined, ctx);
    const paced = withAnnotationsOf(set, owner);
    const waitMs = pace.remainingMs(paced);
    if (waitMs > 0) return waitMs;
    const moves = syncMembers({ ...objects, set });
    if (moves.length === 0) return 0;
    await this.executor.execute(moves, undefined, ctx);
    return pace.stepDone(paced);
  }
}

/** The pace is kept for each set, and set by what a person wrote on the database. */
const withAnnotationsOf = (set: KubeObject, owner: KubeObject | undefined): KubeObject => ({
  ...set,
  metadata: { ...set.metadata, annotations: owner?.metadata.annotations },
});
