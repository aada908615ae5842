import type { EventRecorder } from '../events/index.js';
import type { SharedInformers } from '../informer/index.js';
import type { Tenure } from '../leader-election/index.js';
import { silentLogger, type Logger } from '../logger.js';
import type { Controller } from './controller.js';

const DRAIN_TIMEOUT_MS = 30_000;

export interface ManagerOptions {
  readonly informers: SharedInformers;
  readonly controllers: readonly Controller[];
  /** Absent: this process is the only one. */
  readonly elector?: Tenure;
  readonly events?: EventRecorder;
  /** Runs once the lease is held, before the workers. */
  readonly onLeading?: (signal: AbortSignal) => Promise<void>;
  /** The lease is lost, or leading could not begin: the process should end, non-zero. */
  readonly onFatal: (error: Error) => void;
  readonly logger?: Logger;
  readonly syncTimeoutMs?: number;
  /** For all running reconciles together. Default 30 s. */
  readonly drainTimeoutMs?: number;
}

/**
 * Starts and stops the parts in order: informers in sync, lease held, workers. Caches are warm on every replica; only
 * the leader works.
 */
export class Manager {
  private readonly stopping = new AbortController();
  private readonly logger: Logger;
  private leading: Promise<void> = Promise.resolve();
  private hasStarted = false;
  private areWorkersOn = false;

  constructor(private readonly options: ManagerOptions) {
    this.logger = options.logger ?? silentLogger;
  }

  /** True while this process holds the lease and its workers run. */
  get isLeading(): boolean {
    return this.areWorkersOn && this.mayWork();
  }

  /**
   * Resolves when the caches are in sync; the wait for the lease goes on behind it.
   * @throws InformerSyncError when a cache does not get there in time.
   */
  async start(): Promise<void> {
    this.hasStarted = true;
    const { informers, syncTimeoutMs } = this.options;
    informers.start();
    await informers.waitForSync(syncTimeoutMs, this.stopping.signal);
    this.leading = this.lead().catch((error: unknown) => this.fail(error));
  }

  /** Informers, workers, events, lease: in this order, so that nothing is given up while it is still in use. */
  async stop(): Promise<void> {
    if (!this.hasStarted) return;
    this.stopping.abort();
    await this.leading;
    await this.options.informers.stop();
    const isDrained = await this.drain();
    await this.options.events?.stop();
    // Whoever takes the lease next must find nobody at work: if one of ours would not end, the lease runs out instead.
    if (isDrained) await this.options.elector?.release();
    else this.leaveToExpire();
  }

  private leaveToExpire(): void {
    this.logger.warn('Reconciles still run; the lease is left to expire');
    this.options.elector?.abandon();
  }

  private async lead(): Promise<void> {
    const lost = await this.acquireLease();
    const over = AbortSignal.any([lost, this.stopping.signal]);
    if (this.stopping.signal.aborted) return;
    onAbort(lost, () => this.abdicate(lost.reason));
    await this.options.onLeading?.(over);
    if (over.aborted) return;
    this.areWorkersOn = true;
    for (const controller of this.options.controllers) controller.start(() => this.mayWork());
  }

  /** The signal of the lease's loss; one that never aborts where there is nothing to lose. */
  private async acquireLease(): Promise<AbortSignal> {
    const { elector } = this.options;
    return elector ? elector.acquire(this.stopping.signal) : new AbortController().signal;
  }

  private mayWork(): boolean {
    return this.options.elector?.isLeader() ?? true;
  }

  private abdicate(reason: unknown): void {
    this.areWorkersOn = false;
    for (const controller of this.options.controllers) controller.abort();
    this.fail(reason);
  }

  private fail(reason: unknown): void {
    if (this.stopping.signal.aborted) return;
    this.options.onFatal(reason instanceof Error ? reason : new Error('leading failed', { cause: reason }));
  }

  private async drain(): Promise<boolean> {
    const timeoutMs = this.options.drainTimeoutMs ?? DRAIN_TIMEOUT_MS;
    const drained = await Promise.all(this.options.controllers.map((controller) => controller.stop(timeoutMs)));
    return drained.every(Boolean);
  }
}

function onAbort(signal: AbortSignal, callback: () => void): void {
  if (signal.aborted) callback();
  else signal.addEventListener('abort', callback, { once: true });
}
