import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../kube/manager/index.js';
import { keyOf, SECRET, type ObjectKey } from '../../../kube/meta/index.js';
import { createMergePatch } from '../../../kube/writes/merge-patch.js';
import { patchStatusIfChanged } from '../../../kube/writes/status.js';
import { ActionsExecutor } from '../mechanics/execute-actions.js';
import { advanceDeployment } from '../mechanics/nodes/advance-deployment.js';
import { advanceServices } from '../mechanics/nodes/advance-services.js';
import type { Pace } from '../mechanics/pace.js';
import type { Secret } from '../mechanics/workloads.js';
import { forgeSecret, type SecretRecipe } from './builders/secrets.js';
import type { PerconaCaches } from './caches.js';
import type { PerconaCluster } from './cluster.js';
import type { PerconaEngine } from './engine.js';
import { firstStep, type Step } from './step.js';
import { viewCluster, type ClusterView } from './view.js';

export interface PerconaReconcilerParts<C extends PerconaCluster> {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly engine: PerconaEngine<C>;
  readonly caches: PerconaCaches<C>;
  readonly pace: Pace;
}

/** One look at one database: what a cloud does by itself, and one step of the operator's round. */
export class PerconaReconciler<C extends PerconaCluster> implements Reconciler {
  private readonly executor: ActionsExecutor<SecretRecipe, C>;

  constructor(private readonly parts: PerconaReconcilerParts<C>) {
    const { client, clock, engine } = parts;
    this.executor = new ActionsExecutor({
      client,
      fieldManager: engine.fieldManager,
      forge: (recipe, cluster) =>
        forgeSecret(recipe, cluster, {
          now: clock.now(),
          readSecret: (name) => client.get<Secret>(SECRET, { namespace: cluster.metadata.namespace, name }),
        }),
    });
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, engine, pace, clock } = this.parts;
    const cluster = caches.clusters.store.get(key);
    if (!cluster) return pace.forget(keyOf(key));
    const view = viewCluster(engine, cluster, { objects: caches.objectsOf(key), now: clock.now() });
    const moves = [
      ...advanceServices(view.services, view.failures),
      ...caches.deploymentsOf(key).flatMap(advanceDeployment),
    ];
    await this.executor.execute(moves, cluster, ctx);
    const waitMs = pace.remainingMs(cluster);
    return waitMs > 0 ? { requeueAfterMs: waitMs } : this.takeStep(view, ctx);
  }

  private async takeStep(view: ClusterView<C>, ctx: ReconcileContext): Promise<Result> {
    const { pace, engine } = this.parts;
    const { cluster } = view;
    const step = firstStep(engine.rules, view);
    const status = step?.isSilent ? cluster.status : engine.foldStatus(view, step?.error);
    if (!changesSomething(cluster, step, status)) return pace.rest(cluster);
    const lateMs = pace.overlooksMs(cluster);
    if (lateMs > 0) return { requeueAfterMs: lateMs };
    // The status speaks of what was found: actions may change the object itself.
    await this.writeStatus(cluster, status, ctx);
    if (step) await this.carryOut(cluster, step, ctx);
    const pauseMs = pace.stepDone(cluster);
    return pauseMs > 0 ? { requeueAfterMs: pauseMs } : undefined;
  }

  private async carryOut(cluster: C, { because, actions = [] }: Step, ctx: ReconcileContext): Promise<void> {
    ctx.logger.debug('Step taken', { because, actions: actions.length });
    await this.executor.execute(actions, cluster, ctx);
  }

  private async writeStatus(cluster: C, status: C['status'], ctx: ReconcileContext): Promise<void> {
    const { client, engine } = this.parts;
    const options = { status, fieldManager: engine.fieldManager, signal: ctx.signal };
    ctx.recordWrite(
      engine.kinds.cluster,
      await patchStatusIfChanged<C>(client, engine.kinds.cluster, cluster, options),
    );
  }
}

const changesSomething = (cluster: PerconaCluster, step: Step | undefined, status: PerconaCluster['status']): boolean =>
  (step?.actions ?? []).length > 0 || createMergePatch(cluster.status ?? {}, status ?? {}) !== undefined;
