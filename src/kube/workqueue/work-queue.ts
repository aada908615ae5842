import { sleep, systemClock, type CancelTimer, type Clock } from '../clock.js';
import { noMetrics, type KubeMetrics, type QueueMetrics, type QueueStats } from '../metrics/kube-metrics.js';
import { DelayHeap } from './delay-heap.js';
import { RateLimiter } from './rate-limiter.js';
import { ReadyKeys, type Priority } from './ready-keys.js';

export interface WorkQueueOptions {
  readonly name: string;
  readonly clock?: Clock;
  readonly metrics?: KubeMetrics;
}

export interface AddOptions {
  /** `low` is for what can wait: initial lists, resyncs, crowds. */
  readonly priority?: Priority;
}

interface WorkUnderWay {
  readonly startedMs: number;
  /** At which the key came. */
  readonly priority: Priority;
}

/**
 * Keys that want work. A key is worked on by one worker at a time; adds while it waits are one, adds while it is worked
 * on bring it back once, afterwards. Memory is bounded by the number of keys.
 */
export class WorkQueue {
  readonly name: string;

  private readonly clock: Clock;
  private readonly metrics: QueueMetrics;
  private readonly limiter: RateLimiter;
  private readonly ready: ReadyKeys;
  private readonly delayed = new DelayHeap();
  private readonly delayedPriority = new Map<string, Priority>();
  private readonly processing = new Map<string, WorkUnderWay>();
  /** Added while worked on. */
  private readonly dirty = new Map<string, Priority>();
  private readonly getters: ((key: string | undefined) => void)[] = [];
  private readonly drained = new Set<() => void>();
  private cancelTimer: CancelTimer = () => undefined;
  private timerDueMs = Infinity;
  private isShutDown = false;

  constructor({ name, clock, metrics }: WorkQueueOptions) {
    this.name = name;
    this.clock = clock ?? systemClock;
    this.limiter = new RateLimiter(this.clock);
    this.ready = new ReadyKeys(this.clock);
    this.metrics = (metrics ?? noMetrics).queue(name, () => this.stats());
  }

  /** Keys that could be worked on now. */
  get length(): number {
    return this.ready.size;
  }

  /** As soon as a worker is free; ends a delay under way. */
  add(key: string, { priority = 'normal' }: AddOptions = {}): void {
    if (this.isShutDown) return;
    const wanted = this.takeDelayed(key, priority);
    this.metrics.added();
    if (this.processing.has(key)) this.dirty.set(key, higher(wanted, this.dirty.get(key)));
    else this.offer(key, wanted);
  }

  /**
   * After a delay; an earlier time that is promised already stands, and a key that is ready stays so. A key that is being
   * worked on comes back at the priority at which it came: a resync that fails must not overtake what users change.
   */
  addAfter(key: string, delayMs: number, { priority = this.priorityOf(key) }: AddOptions = {}): void {
    if (delayMs <= 0) return this.add(key, { priority });
    if (this.isShutDown || this.dirty.has(key) || this.ready.has(key)) return;
    this.delayedPriority.set(key, higher(priority, this.delayedPriority.get(key)));
    this.delayed.push(key, this.clock.monotonicMs() + delayMs);
    this.setTimer();
  }

  /** After a delay that grows with each failure of the key, and within the rate of the queue. */
  addRateLimited(key: string, options: AddOptions = {}): void {
    if (this.isShutDown) return;
    this.metrics.retried();
    this.addAfter(key, this.limiter.delayMs(key), options);
  }

  /** The key is well: its next failure is the first. */
  forget(key: string): void {
    this.limiter.forget(key);
  }

  /** Failures in a row. */
  failures(key: string): number {
    return this.limiter.failures(key);
  }

  /** The next key, once there is one; undefined after shutdown. Every key must be given back with `done`. */
  get(): Promise<string | undefined> {
    const key = this.isShutDown ? undefined : this.begin();
    if (key !== undefined || this.isShutDown) return Promise.resolve(key);
    return new Promise((resolve) => this.getters.push(resolve));
  }

  done(key: string): void {
    const work = this.processing.get(key);
    if (!work) return;
    this.processing.delete(key);
    this.metrics.finished((this.clock.monotonicMs() - work.startedMs) / 1_000);
    const dirty = this.dirty.get(key);
    this.dirty.delete(key);
    if (dirty !== undefined && !this.isShutDown) this.offer(key, dirty);
    if (this.processing.size === 0) for (const resolve of this.drained) resolve();
  }

  /** Refuses adds, forgets what waits, and sends the workers home. */
  shutDown(): void {
    this.isShutDown = true;
    this.cancelTimer();
    this.dirty.clear();
    for (const resolve of this.getters.splice(0)) resolve(undefined);
  }

  /** Shuts down and waits for what is being worked on; false when the time passed first. */
  async shutDownWithDrain(timeoutMs: number): Promise<boolean> {
    this.shutDown();
    if (this.processing.size === 0) return true;
    const drained = new AbortController();
    const finish = (): void => drained.abort();
    this.drained.add(finish);
    await sleep(this.clock, timeoutMs, drained.signal);
    this.drained.delete(finish);
    return drained.signal.aborted;
  }

  private offer(key: string, priority: Priority): void {
    this.ready.push(key, priority);
    const getter = this.getters.shift();
    if (getter) getter(this.begin());
  }

  private begin(): string | undefined {
    const next = this.ready.shift();
    if (!next) return undefined;
    this.processing.set(next.key, { startedMs: this.clock.monotonicMs(), priority: next.priority });
    this.metrics.started(next.waitedMs / 1_000);
    return next.key;
  }

  private priorityOf(key: string): Priority {
    return this.processing.get(key)?.priority ?? 'normal';
  }

  private takeDelayed(key: string, priority: Priority): Priority {
    const promised = this.delayedPriority.get(key);
    this.delayedPriority.delete(key);
    this.delayed.remove(key);
    return higher(priority, promised);
  }

  /** One timer for all: it is set anew only when something is due earlier. */
  private setTimer(): void {
    const dueMs = this.delayed.nextDueMs ?? Infinity;
    if (dueMs >= this.timerDueMs) return;
    this.cancelTimer();
    this.timerDueMs = dueMs;
    // Timers may fire a little early; one more millisecond keeps the promise that a delay is at least what was asked.
    const delayMs = Math.ceil(dueMs - this.clock.monotonicMs());
    this.cancelTimer = this.clock.schedule(Math.max(delayMs, 0), () => this.releaseDue());
  }

  private releaseDue(): void {
    this.timerDueMs = Infinity;
    const nowMs = this.clock.monotonicMs();
    for (let key = this.delayed.popDue(nowMs); key !== undefined; key = this.delayed.popDue(nowMs)) {
      this.add(key, { priority: this.delayedPriority.get(key) });
    }
    this.setTimer();
  }

  private stats(): QueueStats {
    const nowMs = this.clock.monotonicMs();
    const running = Array.from(this.processing.values(), ({ startedMs }) => (nowMs - startedMs) / 1_000);
    return {
      depth: this.ready.depth,
      unfinishedSeconds: running.reduce((sum, seconds) => sum + seconds, 0),
      longestRunningSeconds: Math.max(0, ...running),
    };
  }
}

function higher(a: Priority, b: Priority | undefined): Priority {
  return a === 'normal' || b === 'normal' ? 'normal' : 'low';
}
