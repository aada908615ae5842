import type { KubeClient } from '../../../kube/client/kube-client.js';
import type { Clock } from '../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../kube/manager/index.js';
import { keyOf, type KubeObject, type ObjectKey, type ResourceType } from '../../../kube/meta/index.js';
import { createMergePatch } from '../../../kube/writes/merge-patch.js';
import { patchStatusIfChanged } from '../../../kube/writes/status.js';
import type { Action } from './actions.js';
import { ActionsExecutor, type ExecutorParts } from './execute-actions.js';
import type { Pace } from './pace.js';

type WithStatus = KubeObject & { status?: object };

/** What an operator does next in its round. Without actions it waits for somebody else. */
export interface RoundStep<Recipe> {
  /** For people and logs: why this step. */
  readonly because: string;
  readonly actions?: readonly Action<Recipe>[];
}

/** How one operator goes round: what it sees, what it does about it, and what it says. */
export interface Round<O extends WithStatus, V, Recipe, S extends RoundStep<Recipe>> extends ExecutorParts<Recipe, O> {
  readonly type: ResourceType;
  readonly clock: Clock;
  readonly client: KubeClient;
  readonly pace: Pace;
  readonly find: (key: ObjectKey) => O | undefined;
  readonly look: (object: O, key: ObjectKey, now: Date) => V;
  /** What clouds and Kubernetes do by themselves meanwhile. */
  readonly moves: (view: V, key: ObjectKey) => readonly Action<Recipe>[];
  readonly decide: (view: V) => S | undefined;
  /** What it says then; the same as before when it says nothing new. */
  readonly foldStatus: (view: V, step: S | undefined) => O['status'];
}

/** One look at one object: what moves by itself, and one step of the operator's round. */
export class RoundReconciler<O extends WithStatus, V, Recipe, S extends RoundStep<Recipe>> implements Reconciler {
  private readonly executor: ActionsExecutor<Recipe, O>;

  constructor(private readonly round: Round<O, V, Recipe, S>) {
    this.executor = new ActionsExecutor(round);
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { find, look, moves, pace, clock } = this.round;
    const object = find(key);
    if (!object) return pace.forget(keyOf(key));
    const view = look(object, key, clock.now());
    await this.executor.execute(moves(view, key), object, ctx);
    const waitMs = pace.remainingMs(object);
    return waitMs > 0 ? { requeueAfterMs: waitMs } : this.takeStep(object, view, ctx);
  }

  private async takeStep(object: O, view: V, ctx: ReconcileContext): Promise<Result> {
    const { decide, foldStatus, pace } = this.round;
    const step = decide(view);
    const status = foldStatus(view, step);
    const { because = 'the status is out of date', actions = [] } = step ?? {};
    const isNews = createMergePatch(object.status ?? {}, status ?? {}) !== undefined;
    if (!isNews && actions.length === 0) return pace.rest(object);
    const lateMs = pace.overlooksMs(object);
    if (lateMs > 0) return { requeueAfterMs: lateMs };
    ctx.logger.debug('Step taken', { because, actions: actions.length });
    // The status speaks of what was found: actions may change the object itself.
    await this.writeStatus(object, status, ctx);
    await this.executor.execute(actions, object, ctx);
    return pace.pauseAfter(object);
  }

  private async writeStatus(object: O, status: O['status'], ctx: ReconcileContext): Promise<void> {
    const { client, type, fieldManager } = this.round;
    const options = { status, fieldManager, signal: ctx.signal };
    ctx.recordWrite(type, await patchStatusIfChanged<O>(client, type, object, options));
  }
}
