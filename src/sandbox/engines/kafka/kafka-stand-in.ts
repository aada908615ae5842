import { SharedInformers } from '../../../kube/informer/index.js';
import { Controller, Manager, type Reconciler, type WatchSource } from '../../../kube/manager/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { EngineStandIn, StandInContext } from '../engine.js';
import { announceOperator, reportOperator } from '../mechanics/operator-presence.js';
import { Pace } from '../mechanics/pace.js';
import { Attention } from './attention.js';
import { leanCrds } from './crds/index.js';
import { OPERATOR } from './operator-identity.js';
import { PodSetReconciler } from './pods/pod-set-reconciler.js';
import { RebalanceReconciler } from './rebalances/rebalance-reconciler.js';
import { KafkaCaches } from './reconcile/kafka-caches.js';
import { KafkaReconciler } from './reconcile/kafka-reconciler.js';
import { UserReconciler } from './users/user-reconciler.js';

const WORKERS = 16;
const DRAIN_TIMEOUT_MS = 5_000;

/** Stands in for Strimzi 1.2: the same API, the same words, and no Kafka behind. */
export class KafkaStandIn implements EngineStandIn {
  readonly name = 'kafka';
  private running: { context: StandInContext; manager: Manager } | undefined;

  crds(): readonly UntypedObject[] {
    return leanCrds();
  }

  async start(context: StandInContext): Promise<void> {
    if (this.running) throw new Error('the Kafka stand-in is running already');
    const { client, logger } = context;
    const manager = createManager(context);
    this.running = { context, manager };
    await announceOperator(client, OPERATOR, false);
    await manager.start();
    await reportOperator(client, OPERATOR, true);
    logger.info('Operator stand-in started', { engine: this.name, stepMs: context.stepMs });
  }

  async stop(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.running = undefined;
    await running.manager.stop();
    running.context.logger.info('Operator stand-in stopped', { engine: this.name });
  }
}

function createManager(context: StandInContext): Manager {
  const { client, clock, logger, stepMs } = context;
  const informers = new SharedInformers({ client, clock, logger });
  const pace = new Pace(clock, stepMs);
  const caches = new KafkaCaches(informers);
  const attention = new Attention(clock, stepMs);
  const podSets = new PodSetReconciler({ client, clock, caches });
  const users = new UserReconciler({ client, clock, caches });
  const rebalances = new RebalanceReconciler({ client, clock, caches, pace });
  const kafkas = new KafkaReconciler({ client, clock, caches, pace, attention });
  const controller = (name: string, reconciler: Reconciler, sources: readonly WatchSource[]): Controller =>
    new Controller({ name: `strimzi-${name}`, reconciler, sources, maxConcurrent: WORKERS, clock, logger });
  return new Manager({
    informers,
    controllers: [
      controller('kafka', kafkas, caches.kafkaSources()),
      controller('pod-set', podSets, podSets.sources()),
      controller('user', users, users.sources()),
      controller('rebalance', rebalances, rebalances.sources()),
    ],
    onFatal: (error) => logger.error('Operator stand-in failed', { err: error }),
    logger,
    drainTimeoutMs: DRAIN_TIMEOUT_MS,
  });
}
