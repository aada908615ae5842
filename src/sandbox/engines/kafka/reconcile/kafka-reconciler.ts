import type { KubeClient } from '../../../../kube/client/kube-client.js';
import type { Clock } from '../../../../kube/clock.js';
import type { ReconcileContext, Reconciler, Result } from '../../../../kube/manager/index.js';
import { keyOf, SECRET, type ObjectKey } from '../../../../kube/meta/index.js';
import { createMergePatch } from '../../../../kube/writes/merge-patch.js';
import { patchStatusIfChanged } from '../../../../kube/writes/status.js';
import { ActionsExecutor } from '../../mechanics/execute-actions.js';
import { advanceDeployment } from '../../mechanics/nodes/advance-deployment.js';
import { advanceServices } from '../../mechanics/nodes/advance-services.js';
import type { Pace } from '../../mechanics/pace.js';
import type { Secret } from '../../mechanics/workloads.js';
import type { Attention } from '../attention.js';
import { forgeSecret, type SecretRecipe } from '../builders/secrets.js';
import type { Kafka, KafkaStatus } from '../kafka.js';
import { KAFKA } from '../kinds.js';
import { FIELD_MANAGER } from '../well-known.js';
import { decideNext } from './decide-next.js';
import type { KafkaCaches } from './kafka-caches.js';
import { viewKafka, type KafkaView } from './kafka-view.js';
import type { Step } from './step.js';

export interface KafkaReconcilerParts {
  readonly client: KubeClient;
  readonly clock: Clock;
  readonly caches: KafkaCaches;
  readonly pace: Pace;
  readonly attention: Attention;
}

/** One look at one Kafka: what a cloud does by itself, and one step of the operator's round. */
export class KafkaReconciler implements Reconciler {
  private readonly executor: ActionsExecutor<SecretRecipe, Kafka>;

  constructor(private readonly parts: KafkaReconcilerParts) {
    const { client, clock } = parts;
    this.executor = new ActionsExecutor({
      client,
      fieldManager: FIELD_MANAGER,
      forge: (recipe, kafka) =>
        forgeSecret(recipe, kafka, {
          now: clock.now(),
          readSecret: (name) => client.get<Secret>(SECRET, { namespace: kafka.metadata.namespace, name }),
        }),
    });
  }

  async reconcile(key: ObjectKey, ctx: ReconcileContext): Promise<Result> {
    const { caches, pace, attention, clock } = this.parts;
    const kafka = caches.databases.store.get(key);
    if (!kafka) {
      attention.forget(keyOf(key));
      return pace.forget(keyOf(key));
    }
    const view = viewKafka(kafka, caches.objectsOf(key), clock.now());
    await this.moveSurroundings(view, ctx);
    const pools = view.pools.map(({ pool }) => pool);
    const waitMs = Math.max(pace.remainingMs(kafka), attention.sleepsMs(kafka, pools));
    return waitMs > 0 ? { requeueAfterMs: waitMs } : this.takeStep(view, ctx);
  }

  private async moveSurroundings(
    { kafka, services, deployments, failures }: KafkaView,
    ctx: ReconcileContext,
  ): Promise<void> {
    const moves = [...advanceServices(services, failures), ...deployments.flatMap(advanceDeployment)];
    await this.executor.execute(moves, kafka, ctx);
  }

  private async takeStep(view: KafkaView, ctx: ReconcileContext): Promise<Result> {
    const { pace } = this.parts;
    const { kafka } = view;
    const step = decideNext(view);
    if (!step || !changesSomething(kafka, step)) return this.rest(view, step);
    const lateMs = pace.overlooksMs(kafka);
    if (lateMs > 0) return { requeueAfterMs: lateMs };
    ctx.logger.debug('Step taken', { because: step.because, actions: step.actions?.length });
    await this.executor.execute(step.actions ?? [], kafka, ctx);
    if (step.status) await this.writeStatus(kafka, step.status, ctx);
    return pace.pauseAfter(kafka);
  }

  /** Nothing to write: the round is over, or waits for somebody else in the middle. */
  private rest({ kafka, pools }: KafkaView, step: Step | undefined): Result {
    const { pace, attention } = this.parts;
    const own = pools.map(({ pool }) => pool);
    if (step?.ends) attention.rest(kafka, own);
    return pace.rest(kafka);
  }

  private async writeStatus(kafka: Kafka, status: KafkaStatus, ctx: ReconcileContext): Promise<void> {
    const options = { status, fieldManager: FIELD_MANAGER, signal: ctx.signal };
    ctx.recordWrite(KAFKA, await patchStatusIfChanged(this.parts.client, KAFKA, kafka, options));
  }
}

const changesSomething = (kafka: Kafka, { actions = [], status }: Step): boolean =>
  actions.length > 0 || (status !== undefined && createMergePatch(kafka.status ?? {}, status) !== undefined);
