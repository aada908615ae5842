import { isAlreadyExists, isConflict, isNotFound } from '../client/kube-error.js';
import type { KubeClient } from '../client/kube-client.js';
import { sleep, systemClock, type Clock } from '../clock.js';
import { Deadline } from '../deadline.js';
import { silentLogger, type Logger } from '../logger.js';
import { keyOf, LEASE, type ObjectKey } from '../meta/index.js';
import { noMetrics, type KubeMetrics } from '../metrics/kube-metrics.js';
import { canonicalJson } from '../writes/stable-hash.js';
import { heldBy, newLease, released, withMetadata, type Holder, type Lease, type LeaseMetadata } from './lease.js';
import type { Tenure } from './tenure.js';

/** Spreads contenders, so that they do not all come at the same moment. */
const ACQUIRE_JITTER = 1.2;
const RELEASE_TIMEOUT_MS = 5_000;

export interface LeaderElectorOptions {
  /** One of its own: renewals must never queue behind lists. */
  readonly client: KubeClient;
  readonly lease: ObjectKey;
  /** Unique to this process: `hostname_uuid`. */
  readonly identity: string;
  /** How long others wait after the last sign of life. Default 15 s. */
  readonly leaseDurationMs?: number;
  /** How long we go on without a renewal; shorter than the lease. Default 10 s. */
  readonly renewDeadlineMs?: number;
  /** Default 2 s. */
  readonly retryPeriodMs?: number;
  /** What the record says besides who holds it; asked at each write of it. */
  readonly metadata?: () => LeaseMetadata;
  /** After each write that made or kept the lease ours. Must not throw. */
  readonly onRenewed?: () => void;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly metrics?: KubeMetrics;
  readonly random?: () => number;
}

export type LeaseTimes = Pick<LeaderElectorOptions, 'leaseDurationMs' | 'renewDeadlineMs' | 'retryPeriodMs'>;

/** Somebody else may lead by now: everything that this process does as leader must end. */
export class LeadershipLostError extends Error {
  override readonly name = 'LeadershipLostError';
}

/**
 * Holds a Lease while it can. All time is our own monotonic clock: stamps in the record are never compared, so skewed
 * clocks cannot make two leaders, and a blocked or suspended process finds that its time is over.
 */
export class LeaderElector implements Tenure {
  private readonly clock: Clock;
  private readonly logger: Logger;
  private readonly metrics: KubeMetrics;
  private readonly random: () => number;
  private readonly leaseDurationMs: number;
  private readonly renewDeadlineMs: number;
  private readonly retryPeriodMs: number;

  private lease: Lease | undefined;
  private record = '';
  private recordChangedMs = 0;
  /** When the last successful renewal was sent: the server may have counted from then on. */
  private renewedMs = -Infinity;
  private readonly releasing = new AbortController();
  private readonly lost = new AbortController();
  private waking = new AbortController();
  private hasFailed = false;
  private renewing: Promise<void> = Promise.resolve();

  /** @throws RangeError unless lease > renew deadline > 1.2 × retry period. */
  constructor(private readonly options: LeaderElectorOptions) {
    this.clock = options.clock ?? systemClock;
    this.logger = (options.logger ?? silentLogger).child({ lease: keyOf(options.lease) });
    this.metrics = options.metrics ?? noMetrics;
    this.random = options.random ?? Math.random;
    this.leaseDurationMs = options.leaseDurationMs ?? 15_000;
    this.renewDeadlineMs = options.renewDeadlineMs ?? 10_000;
    this.retryPeriodMs = options.retryPeriodMs ?? 2_000;
    this.checkTimes();
    this.metrics.leadership(options.lease.name, false);
  }

  private checkTimes(): void {
    if (this.leaseDurationMs > this.renewDeadlineMs && this.renewDeadlineMs > ACQUIRE_JITTER * this.retryPeriodMs)
      return;
    throw new RangeError('leader election needs leaseDuration > renewDeadline > 1.2 × retryPeriod');
  }

  /** Judged anew at each call: ask before every batch of writes. */
  isLeader(): boolean {
    return !this.lost.signal.aborted && this.clock.monotonicMs() - this.renewedMs < this.renewDeadlineMs;
  }

  /**
   * Waits for the lease, then keeps it in the background. The signal returned aborts, with {@link LeadershipLostError},
   * when it could not be kept. Returns early, without the lease, when `signal` aborts. Call it once.
   */
  async acquire(signal: AbortSignal): Promise<AbortSignal> {
    while (!signal.aborted) {
      if (await this.tryOnce(this.attemptMs, signal)) {
        this.begin();
        break;
      }
      await sleep(this.clock, this.retryPeriodMs * (1 + this.random() * ACQUIRE_JITTER), signal);
    }
    return this.lost.signal;
  }

  /** Renews now and not at the end of the period: the record has more to say. */
  renewSoon(): void {
    this.waking.abort();
  }

  /** Stops renewing and leaves the lease to run out: others wait as if this process had died. */
  abandon(): void {
    this.releasing.abort();
    this.waking.abort();
  }

  /** Stops renewing and, when the lease is still ours, frees it for the next. Never rejects. */
  async release(): Promise<void> {
    this.abandon();
    await this.renewing;
    if (!this.isLeader() || !this.lease) return;
    this.renewedMs = -Infinity;
    this.metrics.leadership(this.options.lease.name, false);
    await this.bounded(RELEASE_TIMEOUT_MS, undefined, (signal) =>
      this.options.client.update(LEASE, released(this.lease!, this.clock.now()), { signal }),
    ).catch((err: unknown) => this.logger.warn('Lease not released; it will expire', { err }));
  }

  /** Short enough that one request without an answer leaves time for another. */
  private get attemptMs(): number {
    return this.renewDeadlineMs / 2;
  }

  private begin(): void {
    this.logger.info('Leading', { identity: this.options.identity });
    this.metrics.leadership(this.options.lease.name, true);
    this.renewing = this.keep();
  }

  private async keep(): Promise<void> {
    while (!this.releasing.signal.aborted) {
      await sleep(this.clock, this.retryPeriodMs, this.waking.signal);
      if (this.releasing.signal.aborted) return;
      this.waking = new AbortController();
      const remainingMs = this.renewedMs + this.renewDeadlineMs - this.clock.monotonicMs();
      if (remainingMs > 0) await this.tryOnce(Math.min(remainingMs, this.attemptMs), this.releasing.signal);
      if (!this.isLeader()) return this.lose();
    }
  }

  private lose(): void {
    this.metrics.leadership(this.options.lease.name, false);
    this.lost.abort(new LeadershipLostError('the lease could not be renewed in time'));
  }

  /** True when the lease is ours from now on. */
  private async tryOnce(timeoutMs: number, signal: AbortSignal): Promise<boolean> {
    const startedMs = this.clock.monotonicMs();
    try {
      const isHeld = await this.bounded(timeoutMs, signal, (bounded) => this.hold(bounded));
      this.hasFailed = false;
      if (!isHeld) return false;
      this.renewedMs = startedMs;
      this.options.onRenewed?.();
      return true;
    } catch (err) {
      if (!signal.aborted) this.reportFailure(err);
      return false;
    }
  }

  /** That another holds it is no failure; a refusal or no answer is, and people shall hear of it once, not every period. */
  private reportFailure(err: unknown): void {
    this.logger[this.hasFailed ? 'debug' : 'warn']('Lease neither obtained nor renewed; trying again', { err });
    this.hasFailed = true;
  }

  private async hold(signal: AbortSignal): Promise<boolean> {
    if (this.isLeader() && (await this.renewRemembered(signal))) return true;
    const lease = await this.read(signal);
    if (!lease) return this.create(signal);
    this.observe(lease);
    if (this.isOpen(lease)) return this.write(lease, signal);
    // Another's: whatever time we had left is theirs now.
    this.renewedMs = -Infinity;
    return false;
  }

  /** The usual case costs one request; whatever goes wrong with it, the record is read anew. */
  private async renewRemembered(signal: AbortSignal): Promise<boolean> {
    return this.lease !== undefined && this.write(this.lease, signal).catch(() => false);
  }

  private async read(signal: AbortSignal): Promise<Lease | undefined> {
    try {
      return await this.options.client.get<Lease>(LEASE, this.options.lease, signal);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  private async create(signal: AbortSignal): Promise<boolean> {
    try {
      const lease = this.described(newLease(this.options.lease, this.holder()));
      this.observe(await this.options.client.create(LEASE, lease, { signal }));
      return true;
    } catch (error) {
      if (isAlreadyExists(error)) return false;
      throw error;
    }
  }

  private async write(lease: Lease, signal: AbortSignal): Promise<boolean> {
    try {
      const next = this.described(heldBy(lease, this.holder()));
      this.observe(await this.options.client.update(LEASE, next, { signal }));
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  private described(lease: Lease): Lease {
    return withMetadata(lease, this.options.metadata?.() ?? {});
  }

  private observe(lease: Lease): void {
    const record = canonicalJson(lease.spec);
    if (record !== this.record) this.recordChangedMs = this.clock.monotonicMs();
    this.record = record;
    this.lease = lease;
  }

  /** Nobody's, ours, or without a sign of life for as long as its holder promised. */
  private isOpen({ spec = {} }: Lease): boolean {
    const { holderIdentity, leaseDurationSeconds } = spec;
    if (!holderIdentity || holderIdentity === this.options.identity) return true;
    const promisedMs = leaseDurationSeconds ? leaseDurationSeconds * 1_000 : this.leaseDurationMs;
    return this.clock.monotonicMs() - this.recordChangedMs >= promisedMs;
  }

  private holder(): Holder {
    return { identity: this.options.identity, durationMs: this.leaseDurationMs, now: this.clock.now() };
  }

  private async bounded<T>(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    action: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const deadline = new Deadline(this.clock, signal);
    deadline.limit(timeoutMs, 'lease request timeout');
    try {
      return await action(deadline.signal);
    } finally {
      deadline.end();
    }
  }
}
