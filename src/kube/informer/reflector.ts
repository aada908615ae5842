import { Backoff } from '../backoff.js';
import { errorOfStatus } from '../client/error-mapping.js';
import { KubeError } from '../client/kube-error.js';
import type { KubeClient, ListOptions, WatchEvent, WatchOptions } from '../client/kube-client.js';
import { sleep, type Clock } from '../clock.js';
import { Deadline } from '../deadline.js';
import { hasReached, resourceName, type KubeObject, type ResourceType } from '../meta/index.js';
import { InitialEvents } from './initial-events.js';
import { recoveryFrom, WatchEndedEarly, type Recovery } from './watch-failure.js';

const PAGE_SIZE = 500;
/** Shorter and without a word, a watch counts as failed, or a server that hangs up at once would be asked without end. */
const MIN_WATCH_MS = 1_000;
/** Watches end between these by themselves, so that hung servers heal and load spreads after a restart. */
const WATCH_SECONDS = { min: 300, max: 600 } as const;
/** A server that knows no streaming lists may take the request for an ordinary one, and never say that this was all. */
const MAX_INITIAL_SILENCE_MS = 10_000;
const BACKOFF = { firstMs: 800, maxMs: 30_000, resetAfterMs: 120_000 } as const;

/** Which objects are followed, and how much of them. */
export interface ReflectorScope {
  readonly type: ResourceType;
  /** Absent: all namespaces. */
  readonly namespace?: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** Only metadata travels and is kept: for kinds of which labels or owners matter, and for Secrets. */
  readonly metadataOnly?: boolean;
}

/** Where what the server says goes; all methods are synchronous and do not throw. */
export interface ReflectorSink<T extends KubeObject> {
  /** All there is, as of `resourceVersion`. */
  replace(objects: readonly T[], resourceVersion: string): void;
  put(object: T): void;
  remove(object: T): void;
  /** Said a second time, because watches overlap or servers lag: news only if the first time was missed. */
  repeat(event: 'put' | 'remove', object: T): void;
  /** Nothing older than this will be said any more. */
  forgetBefore(resourceVersion: string): void;
  /** The server has said everything up to here. */
  advance(resourceVersion: string): void;
  /** A list or watch failed and will be tried again. */
  interrupted(recovery: Recovery, error: unknown, delayMs: number): void;
}

export interface ReflectorOptions<T extends KubeObject> {
  readonly client: KubeClient;
  readonly scope: ReflectorScope;
  readonly transform: (object: T) => T;
  readonly sink: ReflectorSink<T>;
  readonly clock: Clock;
  readonly random: () => number;
  /**
   * Watches end after this long, and each begins where the one before it began: what one stream failed to deliver the
   * next one says. Absent: watches live long and begin where the last one ended.
   */
  readonly overlapSeconds?: number;
  /** Ask for all there is as the beginning of a watch, which spares both sides a copy of the list; absent: list. */
  readonly streaming?: boolean;
}

/** Follows one kind: list, then watch from there, again and again until told to stop. One loop, never a hot one. */
export class Reflector<T extends KubeObject> {
  private readonly backoff: Backoff;
  /** From where a watch may go on; undefined: a list must come first. */
  private position: string | undefined;
  /** Where we were when the current watch was opened. */
  private lastOpening: string | undefined;
  /** What a list asks for: "0" is whatever the server has at hand, undefined the very latest. */
  private listVersion: string | undefined = '0';
  private paged = true;
  private lastCause: Recovery['cause'] | undefined;
  private pause = new AbortController();
  /** Where the current watch began; what it has moved us by is its worth. */
  private watchedFrom: string | undefined;
  private mayStream: boolean;
  /** Present while a stream tells all there is. */
  private initial: InitialEvents<T> | undefined;

  constructor(private readonly options: ReflectorOptions<T>) {
    this.backoff = new Backoff(BACKOFF, options.clock, options.random);
    this.mayStream = options.streaming ?? false;
  }

  /** Resolves when the signal has aborted and nothing is open any more. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    this.startOver();
    while (!signal.aborted) {
      try {
        await this.follow(signal);
      } catch (error) {
        if (!signal.aborted) await this.recover(error, signal);
      }
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    this.watchedFrom = undefined;
    if (this.position === undefined && this.mayStream) return this.stream(signal);
    if (this.position === undefined) await this.list(signal);
    return this.watch(signal);
  }

  /** Cuts a back-off short: there is news that makes another try worthwhile. */
  wake(): void {
    this.pause.abort();
  }

  private async recover(error: unknown, signal: AbortSignal): Promise<void> {
    if (this.initial) return this.giveUpStreaming(error);
    const recovery = recoveryFrom(error);
    if (recovery.next !== 'resume') this.startOver();
    if (recovery.next === 'relist-latest') this.listVersion = undefined;
    const delayMs = Math.max(this.delayBefore(recovery), askedDelayMs(error));
    this.lastCause = recovery.cause;
    this.options.sink.interrupted(recovery, error, delayMs);
    if (delayMs > 0) await this.rest(delayMs, signal);
  }

  private delayBefore({ cause }: Recovery): number {
    // A stream that was of use and broke is no worse than one that ended.
    if (cause === 'disconnected' && this.hasProgressed) return 0;
    // An expired version is normal after a pause and healed by a list; only when it comes again is something wrong.
    const atOnce = cause === 'expired' && (this.lastCause !== 'expired' || this.backoff.isFresh);
    const backoffMs = this.backoff.nextDelayMs();
    return atOnce ? 0 : backoffMs;
  }

  private get hasProgressed(): boolean {
    return this.watchedFrom !== undefined && this.position !== this.watchedFrom;
  }

  /** For good: whatever was wrong with the stream, a list is right on every server. */
  private giveUpStreaming(error: unknown): void {
    this.initial = undefined;
    this.mayStream = false;
    this.options.sink.interrupted({ cause: 'not_streamed', next: 'relist' }, error, 0);
  }

  private startOver(): void {
    this.position = undefined;
    this.lastOpening = undefined;
  }

  private async rest(delayMs: number, signal: AbortSignal): Promise<void> {
    this.pause = new AbortController();
    const stop = (): void => this.pause.abort();
    signal.addEventListener('abort', stop, { once: true });
    await sleep(this.options.clock, delayMs, this.pause.signal);
    signal.removeEventListener('abort', stop);
  }

  private async list(signal: AbortSignal): Promise<void> {
    const { objects, resourceVersion } = await this.readAllPages(signal);
    if (signal.aborted) return;
    this.paged = true;
    this.options.sink.replace(objects, resourceVersion);
    this.moveTo(resourceVersion);
  }

  private async readAllPages(signal: AbortSignal): Promise<{ objects: T[]; resourceVersion: string }> {
    const { client, scope, transform } = this.options;
    const objects: T[] = [];
    let token: string | undefined;
    for (;;) {
      const page = await client.list<T>(scope.type, this.pageOptions(token, signal)).catch((error: unknown) => {
        // The snapshot behind the token is gone. It would be again: take everything in one piece next time.
        if (token !== undefined) this.paged = false;
        throw error;
      });
      for (const item of page.items) objects.push(transform(item));
      token = page.metadata.continue || undefined;
      if (token === undefined) return { objects, resourceVersion: page.metadata.resourceVersion };
    }
  }

  private pageOptions(token: string | undefined, signal: AbortSignal): ListOptions {
    const { namespace, labelSelector, fieldSelector, metadataOnly } = this.options.scope;
    const scope = { namespace, labelSelector, fieldSelector, metadataOnly, signal };
    if (token !== undefined) return { ...scope, continue: token, limit: PAGE_SIZE };
    const pageable = this.listVersion === undefined || this.listVersion === '0';
    const limit = this.paged && pageable ? PAGE_SIZE : undefined;
    return { ...scope, limit, resourceVersion: this.listVersion };
  }

  /** All there is and then what changes, in one watch. */
  private async stream(signal: AbortSignal): Promise<void> {
    const deadline = new Deadline(this.options.clock, signal);
    // However short watches are to be: all there is may take a minute to say, and said in part it is worth nothing.
    const timeoutSeconds = this.secondsWithin(WATCH_SECONDS);
    this.initial = new InitialEvents<T>();
    try {
      deadline.limit(MAX_INITIAL_SILENCE_MS, 'no end of the initial events');
      for await (const event of this.openWatch({ sendInitialEvents: true, timeoutSeconds }, deadline.signal)) {
        if (signal.aborted) return;
        if (this.initial) deadline.limit(MAX_INITIAL_SILENCE_MS, 'no end of the initial events');
        this.take(event);
        if (this.initial) continue;
        deadline.lift();
        // It would live too long: the watches that end in time begin here.
        if (this.options.overlapSeconds) return;
      }
      if (this.initial && !signal.aborted) throw new WatchEndedEarly('the watch ended within its initial events');
    } finally {
      deadline.end();
    }
  }

  private async watch(signal: AbortSignal): Promise<void> {
    const startedMs = this.options.clock.monotonicMs();
    const resourceVersion = this.openingVersion();
    this.watchedFrom = this.position;
    const { overlapSeconds } = this.options;
    const range = overlapSeconds ? { min: overlapSeconds * 0.8, max: overlapSeconds } : WATCH_SECONDS;
    const timeoutSeconds = this.secondsWithin(range);
    for await (const event of this.openWatch({ resourceVersion, timeoutSeconds }, signal)) {
      if (signal.aborted) return;
      this.take(event);
    }
    const livedMs = this.options.clock.monotonicMs() - startedMs;
    // Repetitions alone are no progress: a server that said them and hung up would be asked without end.
    if (this.hasProgressed || livedMs >= MIN_WATCH_MS || signal.aborted) return;
    throw new WatchEndedEarly('the watch ended at once');
  }

  private openWatch(
    start: Pick<WatchOptions, 'resourceVersion' | 'sendInitialEvents' | 'timeoutSeconds'>,
    signal: AbortSignal,
  ): AsyncIterable<WatchEvent<T>> {
    const { client, scope } = this.options;
    const { namespace, labelSelector, fieldSelector, metadataOnly, type } = scope;
    return client.watch<T>(type, { namespace, labelSelector, fieldSelector, metadataOnly, ...start, signal });
  }

  private secondsWithin({ min, max }: { min: number; max: number }): number {
    return Math.max(1, Math.floor(min + this.options.random() * (max - min)));
  }

  private openingVersion(): string | undefined {
    const opening = this.options.overlapSeconds ? (this.lastOpening ?? this.position) : this.position;
    this.lastOpening = this.position;
    if (opening) this.options.sink.forgetBefore(opening);
    return opening;
  }

  private take(event: WatchEvent<T>): void {
    const { type, object } = event;
    if (type === 'ERROR') throw errorOfStatus(object, `watch of ${resourceName(this.options.scope.type)}`);
    if (this.initial) return this.takeInitial(event, this.initial);
    const { resourceVersion } = object.metadata;
    const isRepeat = resourceVersion !== undefined && hasReached(this.position, resourceVersion);
    if (type !== 'BOOKMARK') this.tell(type === 'DELETED' ? 'remove' : 'put', object, isRepeat);
    if (resourceVersion && !isRepeat) this.moveTo(resourceVersion);
  }

  private takeInitial(event: WatchEvent<T>, initial: InitialEvents<T>): void {
    const { type, object } = event;
    // Transformed one by one: never are there two full copies of everything.
    const isLast = initial.take(type === 'BOOKMARK' ? event : { type, object: this.options.transform(object) });
    if (!isLast) return;
    this.initial = undefined;
    const resourceVersion = object.metadata.resourceVersion!;
    this.options.sink.replace(initial.all(), resourceVersion);
    this.moveTo(resourceVersion);
    this.watchedFrom = resourceVersion;
  }

  private tell(event: 'put' | 'remove', object: T, isRepeat: boolean): void {
    const { sink, transform } = this.options;
    if (isRepeat) sink.repeat(event, transform(object));
    else sink[event](transform(object));
  }

  private moveTo(resourceVersion: string): void {
    this.position = resourceVersion;
    this.listVersion = resourceVersion;
    this.options.sink.advance(resourceVersion);
  }
}

/** A server that is overloaded says when it wants to be asked again; no longer than we would wait by ourselves. */
function askedDelayMs(error: unknown): number {
  const seconds = error instanceof KubeError ? (error.retryAfterSeconds ?? 0) : 0;
  return Math.min(seconds * 1_000, BACKOFF.maxMs);
}
