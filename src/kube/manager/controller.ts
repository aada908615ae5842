import { randomUUID } from 'node:crypto';
import { systemClock, type Clock } from '../clock.js';
import { silentLogger, type Logger } from '../logger.js';
import { keyOf, type ObjectKey } from '../meta/index.js';
import { noMetrics, type KubeMetrics } from '../metrics/kube-metrics.js';
import { WorkQueue, type Priority } from '../workqueue/index.js';
import { EventLoopTurn } from './event-loop-turn.js';
import { OwnWrites } from './own-writes.js';
import { ReconcileRunner, type Outcome } from './reconcile-runner.js';
import type { Reconciler } from './reconciler.js';
import type { WatchSource } from './watch-source.js';

/** After an abort well-behaved reconciles end at once; this is how long the others are waited for. */
const ABORT_GRACE_MS = 2_000;

export interface ControllerOptions {
  readonly name: string;
  readonly reconciler: Reconciler;
  readonly sources: readonly WatchSource[];
  /** Keys worked on at once. Default 4. */
  readonly maxConcurrent?: number;
  /** After this the run's signal aborts. Default 2 min. */
  readonly reconcileTimeoutMs?: number;
  /**
   * Asked before each run where keys are shared out among processes: the key is held for this one until what it returns
   * is called. Undefined for a key of another's; it is dropped, and whoever is given it later is told to enqueue it.
   */
  readonly admit?: (key: string) => (() => void) | undefined;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly metrics?: KubeMetrics;
  readonly newId?: () => string;
}

export interface EnqueueOptions {
  readonly priority?: Priority;
  readonly afterMs?: number;
}

/** One queue, its sources and its workers. Controllers share nothing but informers. */
export class Controller {
  readonly name: string;

  private readonly queue: WorkQueue;
  private readonly runner: ReconcileRunner;
  private readonly turn: EventLoopTurn;
  private readonly aborting = new AbortController();
  private readonly logger: Logger;
  private unbind: (() => void)[] = [];
  private mayWork: () => boolean = () => true;

  constructor(private readonly options: ControllerOptions) {
    const { name, clock = systemClock, metrics = noMetrics } = options;
    this.name = name;
    this.logger = (options.logger ?? silentLogger).child({ controller: name });
    this.queue = new WorkQueue({ name, clock, metrics });
    this.turn = new EventLoopTurn(clock);
    this.runner = new ReconcileRunner({
      reconciler: options.reconciler,
      ownWrites: new OwnWrites(
        options.sources.map(({ informer }) => informer),
        clock,
      ),
      timeoutMs: options.reconcileTimeoutMs ?? 120_000,
      logger: this.logger,
      metrics: metrics.controller(name, this.maxConcurrent),
      newId: options.newId ?? randomUUID,
      clock,
    });
  }

  private get maxConcurrent(): number {
    return this.options.maxConcurrent ?? 4;
  }

  /** For what no informer sees: a timer, a call from outside. */
  enqueue(key: ObjectKey, { priority, afterMs = 0 }: EnqueueOptions = {}): void {
    this.queue.addAfter(keyOf(key), afterMs, { priority });
  }

  /**
   * Enqueues what is there and begins to work. `mayWork` is asked before each run, for time may have passed unseen
   * since the last: while it says no, keys stay in the queue.
   */
  start(mayWork: () => boolean = () => true): void {
    this.mayWork = mayWork;
    const enqueue = (key: ObjectKey, priority: Priority): void => this.queue.add(keyOf(key), { priority });
    this.unbind = this.options.sources.map((source) => source.bind(enqueue));
    for (let worker = 0; worker < this.maxConcurrent; worker += 1) void this.work();
    this.logger.info('Controller started', { workers: this.maxConcurrent });
  }

  /** Takes no more keys and lets running ones finish, then aborts them. False when some would not end even then. */
  async stop(drainTimeoutMs: number): Promise<boolean> {
    for (const unbind of this.unbind.splice(0)) unbind();
    const isDrained = await this.queue.shutDownWithDrain(drainTimeoutMs);
    this.aborting.abort();
    return isDrained || this.queue.shutDownWithDrain(ABORT_GRACE_MS);
  }

  /** Ends every running reconcile's signal now: another process may already be at work. */
  abort(): void {
    this.aborting.abort();
    this.queue.shutDown();
  }

  private async work(): Promise<void> {
    for (let key = await this.queue.get(); key !== undefined; key = await this.queue.get()) {
      if (this.mayWork()) await this.runAdmitted(key);
      else this.queue.addRateLimited(key);
      this.queue.done(key);
      await this.turn.over;
    }
  }

  private async runAdmitted(key: string): Promise<void> {
    const { admit = always } = this.options;
    const leave = admit(key);
    if (!leave) return this.queue.forget(key);
    this.settle(key, await this.runner.run(key, this.aborting.signal));
    leave();
  }

  private settle(key: string, outcome: Outcome): void {
    if (outcome.next === 'retry') return this.queue.addRateLimited(key);
    this.queue.forget(key);
    if (outcome.next === 'after') this.queue.addAfter(key, outcome.delayMs);
  }
}

const always = () => (): void => undefined;
