import type { ReconcileContext, Reconciler, Result } from '../../kube/manager/index.js';
import type { KubeObject, ObjectKey, ResourceType } from '../../kube/meta/index.js';

/**
 * The daily work of one cluster, one kind of it after the other in one run: what is begun by the first is seen by the
 * second, which is all the lock that there is between operations and backups.
 */
export class DayTwoReconciler implements Reconciler {
  constructor(
    private readonly operations: Reconciler,
    private readonly backups: Reconciler,
  ) {}

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const observing = new WriteObserver(ctx);
    const first = await this.operations.reconcile(key, observing.ctx);
    // The caches do not show it yet: a backup might begin beside the operation that just did.
    if (observing.hasWritten) return { requeueAfterMs: 1 };
    return earlier(first, await this.backups.reconcile(key, ctx));
  }
}

class WriteObserver {
  hasWritten = false;
  readonly ctx: ReconcileContext;

  constructor(ctx: ReconcileContext) {
    const recordWrite = <T extends KubeObject>(type: ResourceType, written: T): T => {
      this.hasWritten = true;
      return ctx.recordWrite(type, written);
    };
    this.ctx = { ...ctx, recordWrite };
  }
}

function earlier(a: Result, b: Result): Result {
  if (!a || !b) return a ?? b;
  return a.requeueAfterMs <= b.requeueAfterMs ? a : b;
}
