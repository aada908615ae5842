import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../kube/manager/index.js';
import { keyOf, type ObjectKey } from '../../../kube/meta/index.js';
import { createMergePatch } from '../../../kube/writes/merge-patch.js';
import { patchStatusIfChanged } from '../../../kube/writes/status.js';
import { ActionsExecutor } from '../mechanics/execute-actions.js';
import { advanceServices } from '../mechanics/nodes/advance-services.js';
import type { Pace } from '../mechanics/pace.js';
import { forgeSecret, type SecretRecipe } from './builders/secrets.js';
import type { MariadbCaches } from './caches.js';
import { decideNext } from './decide-next.js';
import { foldStatus } from './fold-status.js';
import { MARIADB } from './kinds.js';
import type { Mariadb, MariadbStatus } from './mariadb.js';
import { viewMariadb, type MariadbView } from './view.js';
import { FIELD_MANAGER } from './well-known.js';

export interface MariadbReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: MariadbCaches;
  readonly pace: Pace;
}

/** One look at one MariaDB: what a cloud does by itself, and one step of the operator's round. */
export class MariadbReconciler implements Reconciler {
  private readonly executor: ActionsExecutor<SecretRecipe, Mariadb>;

  constructor(private readonly parts: MariadbReconcilerParts) {
    const { client, clock } = parts;
    const forge = (recipe: SecretRecipe, mariadb: Mariadb) => forgeSecret(recipe, mariadb, clock.now());
    this.executor = new ActionsExecutor({ client, fieldManager: FIELD_MANAGER, forge });
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, pace, clock } = this.parts;
    const mariadb = caches.mariadbs.store.get(key);
    if (!mariadb || mariadb.metadata.deletionTimestamp) return pace.forget(keyOf(key));
    const view = viewMariadb(mariadb, caches.objectsOf(key), clock.now());
    await this.executor.execute(advanceServices(view.services, view.failures), mariadb, ctx);
    const waitMs = pace.remainingMs(mariadb);
    return waitMs > 0 ? { requeueAfterMs: waitMs } : this.takeStep(view, ctx);
  }

  private async takeStep(view: MariadbView, ctx: ReconcileContext): Promise<Result> {
    const { pace } = this.parts;
    const { mariadb } = view;
    const step = decideNext(view);
    const status = foldStatus(view, step);
    const { because, actions = [] } = step ?? { because: 'the status is out of date' };
    const isNews = createMergePatch(mariadb.status ?? {}, status) !== undefined;
    if (!isNews && actions.length === 0) return pace.rest(mariadb);
    const lateMs = pace.overlooksMs(mariadb);
    if (lateMs > 0) return { requeueAfterMs: lateMs };
    ctx.logger.debug('Step taken', { because, actions: actions.length });
    // The status speaks of what was found: actions may change the object itself.
    await this.writeStatus(mariadb, status, ctx);
    await this.executor.execute(actions, mariadb, ctx);
    const pauseMs = pace.stepDone(mariadb);
    return pauseMs > 0 ? { requeueAfterMs: pauseMs } : undefined;
  }

  private async writeStatus(mariadb: Mariadb, status: MariadbStatus, ctx: ReconcileContext): Promise<void> {
    const options = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(MARIADB, await patchStatusIfChanged<Mariadb>(this.parts.client, MARIADB, mariadb, options));
  }
}
