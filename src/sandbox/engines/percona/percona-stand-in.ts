import { SharedInformers } from '../../../kube/informer/index.js';
import { Controller, Manager, type Reconciler, type WatchSource } from '../../../kube/manager/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { EngineStandIn, StandInContext } from '../engine.js';
import { announceOperator, reportOperator } from '../mechanics/operator-presence.js';
import { Pace } from '../mechanics/pace.js';
import { StatefulSetsReconciler } from '../mechanics/stateful-sets/stateful-sets-reconciler.js';
import { PerconaCaches } from './caches.js';
import type { PerconaCluster } from './cluster.js';
import type { PerconaEngine } from './engine.js';
import { failuresOf } from './failures.js';
import { PerconaReconciler } from './reconciler.js';
import { REFUSES_TO_START } from './well-known.js';

const WORKERS = 16;
const DRAIN_TIMEOUT_MS = 5_000;

/** Stands in for one of Percona's operators: the same API, the same words, and no database behind. */
export class PerconaStandIn<C extends PerconaCluster> implements EngineStandIn {
  readonly name: string;
  private running: { context: StandInContext; manager: Manager } | undefined;

  constructor(private readonly engine: PerconaEngine<C>) {
    this.name = engine.name;
  }

  crds(): readonly UntypedObject[] {
    return this.engine.crds();
  }

  async start(context: StandInContext): Promise<void> {
    if (this.running) throw new Error(`the ${this.name} stand-in is running already`);
    const { client, logger } = context;
    const manager = createManager(this.engine, context);
    this.running = { context, manager };
    await announceOperator(client, this.engine.operator, false);
    await manager.start();
    await reportOperator(client, this.engine.operator, true);
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

function createManager<C extends PerconaCluster>(engine: PerconaEngine<C>, context: StandInContext): Manager {
  const { client, clock, logger, stepMs } = context;
  const informers = new SharedInformers({ client, clock, logger });
  const caches = new PerconaCaches<C>(informers, engine);
  const newPace = (): Pace => new Pace(clock, stepMs);
  const controller = (name: string, reconciler: Reconciler, sources: readonly WatchSource[]): Controller =>
    new Controller({ name: `${engine.name}-${name}`, reconciler, sources, maxConcurrent: WORKERS, clock, logger });
  const clusters = new PerconaReconciler<C>({ client, clock, engine, caches, pace: newPace() });
  const extras = engine.controllers({ client, clock, informers, caches, newPace });
  return new Manager({
    informers,
    controllers: [
      controller('cluster', clusters, caches.clusterSources()),
      controller('stateful-sets', createSetsReconciler(engine, context, caches), caches.setSources()),
      ...extras.map(({ name, reconciler, sources }) => controller(name, reconciler, sources)),
    ],
    onFatal: (error) => logger.error('Operator stand-in failed', { err: error }),
    logger,
    drainTimeoutMs: DRAIN_TIMEOUT_MS,
  });
}

const createSetsReconciler = <C extends PerconaCluster>(
  { fieldManager }: PerconaEngine<C>,
  { client, clock, stepMs }: StandInContext,
  caches: PerconaCaches<C>,
): StatefulSetsReconciler =>
  new StatefulSetsReconciler({
    client,
    clock,
    fieldManager,
    pace: new Pace(clock, stepMs),
    objectsOf: (key) => caches.objectsOf(key),
    database: (key) => caches.clusters.store.get(key),
    ordersOf: failuresOf,
    refusesToStart: ({ metadata }) => metadata.annotations?.[REFUSES_TO_START] !== undefined,
  });
