import { SharedInformers } from '../../../kube/informer/index.js';
import { Controller, Manager, type Reconciler, type WatchSource } from '../../../kube/manager/index.js';
import type { UntypedObject } from '../../../kube/meta/index.js';
import type { EngineStandIn, StandInContext } from '../engine.js';
import { announceOperator, reportOperator, type OperatorIdentity } from './operator-presence.js';
import { Pace } from './pace.js';

/** Operators ship with about ten; their work is waiting for the API server. */
const WORKERS = 16;
const DRAIN_TIMEOUT_MS = 5_000;

/** One loop of an operator, and what wakes it. */
export interface Loop {
  readonly name: string;
  readonly reconciler: Reconciler;
  readonly sources: readonly WatchSource[];
}

/** What the loops of one run share. */
export interface LoopParts extends StandInContext {
  readonly informers: SharedInformers;
  /** One for each loop that keeps its steps apart. */
  readonly newPace: () => Pace;
}

/** What tells one operator from another. */
export interface OperatorParts {
  /** The engine. */
  readonly name: string;
  /** What the names of its loops begin with, in logs and metrics. */
  readonly prefix: string;
  readonly identity: OperatorIdentity;
  crds(): readonly UntypedObject[];
  loops(parts: LoopParts): readonly Loop[];
  /** What must stand before the operator is told to run, such as webhooks; its namespace is there. */
  prepare?(context: StandInContext): Promise<void>;
  /** Takes down what `prepare` has put up. */
  conclude?(): Promise<void>;
}

/** The life of a stand-in: announced, then watching, then serving; and all of it ended again. */
export abstract class OperatorStandIn implements EngineStandIn {
  readonly name: string;
  private running: { context: StandInContext; manager: Manager } | undefined;

  protected constructor(private readonly parts: OperatorParts) {
    this.name = parts.name;
  }

  crds(): readonly UntypedObject[] {
    return this.parts.crds();
  }

  async start(context: StandInContext): Promise<void> {
    if (this.running) throw new Error(`the stand-in for ${this.name} is running already`);
    const { client, logger, stepMs } = context;
    const { identity } = this.parts;
    const manager = createManager(this.parts, context);
    this.running = { context, manager };
    await announceOperator(client, identity, false);
    await this.parts.prepare?.(context);
    await manager.start();
    await reportOperator(client, identity, true);
    logger.info('Operator stand-in started', { engine: this.name, stepMs });
  }

  async stop(): Promise<void> {
    const { running } = this;
    if (!running) return;
    this.running = undefined;
    await running.manager.stop();
    await this.parts.conclude?.();
    running.context.logger.info('Operator stand-in stopped', { engine: this.name });
  }
}

function createManager(parts: OperatorParts, context: StandInContext): Manager {
  const { client, clock, logger, stepMs } = context;
  const informers = new SharedInformers({ client, clock, logger });
  const newPace = (): Pace => new Pace(clock, stepMs);
  const toController = ({ name, reconciler, sources }: Loop): Controller =>
    new Controller({ name: `${parts.prefix}-${name}`, reconciler, sources, maxConcurrent: WORKERS, clock, logger });
  return new Manager({
    informers,
    controllers: parts.loops({ ...context, informers, newPace }).map(toController),
    onFatal: (error) => logger.error('Operator stand-in failed', { err: error }),
    logger,
    drainTimeoutMs: DRAIN_TIMEOUT_MS,
  });
}
