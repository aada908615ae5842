import { Backoff } from '../backoff.js';
import { errorOfStatus } from '../client/error-mapping.js';
import type { KubeClient, ListOptions, WatchEvent } from '../client/kube-client.js';
import { sleep, type Clock } from '../clock.js';
import { hasReached, resourceName, type KubeObject, type ResourceType } from '../meta/index.js';
import { recoveryFrom, WatchEndedEarly, type Recovery } from './watch-failure.js';

const PAGE_SIZE = 500;
/** Shorter and without a word, a watch counts as failed, or a server that hangs up at once would be asked without end. */
const MIN_WATCH_MS = 1_000;
/** Watches end between these by themselves, so that hung servers heal and load spreads after a restart. */
const WATCH_SECONDS = { min: 300, max: 600 } as const;
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
  /** Said a second time, because watches overlap: news only if the first time was missed. */
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

  constructor(private readonly options: ReflectorOptions<T>) {
    this.backoff = new Backoff(BACKOFF, options.clock, options.random);
  }

  /** Resolves when the signal has aborted and nothing is open any more. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    this.startOver();
    while (!signal.aborted) {
      try {
        if (this.position === undefined) await this.list(signal);
        await this.watch(signal);
      } catch (error) {
        if (!signal.aborted) await this.recover(error, signal);
      }
    }
  }

  /** Cuts a back-off short: there is news that makes another try worthwhile. */
  wake(): void {
    this.pause.abort();
  }

  private async recover(error: unknown, signal: AbortSignal): Promise<void> {
    const recovery = recoveryFrom(error);
    if (recovery.next !== 'resume') this.startOver();
    if (recovery.next === 'relist-latest') this.listVersion = undefined;
    // An expired version is normal after a pause and healed by a list; only when it comes again is something wrong.
    const atOnce = recovery.cause === 'expired' && (this.lastCause !== 'expired' || this.backoff.isFresh);
    this.lastCause = recovery.cause;
    const backoffMs = this.backoff.nextDelayMs();
    const delayMs = atOnce ? 0 : backoffMs;
    this.options.sink.interrupted(recovery, error, delayMs);
    if (delayMs > 0) await this.rest(delayMs, signal);
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

  private async watch(signal: AbortSignal): Promise<void> {
    const startedMs = this.options.clock.monotonicMs();
    let isSilent = true;
    for await (const event of this.openWatch(signal)) {
      if (signal.aborted) return;
      isSilent = false;
      this.take(event);
    }
    const livedMs = this.options.clock.monotonicMs() - startedMs;
    if (isSilent && livedMs < MIN_WATCH_MS && !signal.aborted) throw new WatchEndedEarly('the watch ended at once');
  }

  private openWatch(signal: AbortSignal): AsyncIterable<WatchEvent<T>> {
    const { client, scope } = this.options;
    const { namespace, labelSelector, fieldSelector, metadataOnly, type } = scope;
    const timeoutSeconds = this.watchSeconds();
    const resourceVersion = this.openingVersion();
    const options = { namespace, labelSelector, fieldSelector, metadataOnly, resourceVersion, timeoutSeconds, signal };
    return client.watch<T>(type, options);
  }

  private watchSeconds(): number {
    const { overlapSeconds, random } = this.options;
    const { min, max } = overlapSeconds ? { min: overlapSeconds * 0.8, max: overlapSeconds } : WATCH_SECONDS;
    return Math.max(1, Math.floor(min + random() * (max - min)));
  }

  private openingVersion(): string | undefined {
    if (!this.options.overlapSeconds) return this.position;
    const opening = this.lastOpening ?? this.position;
    this.lastOpening = this.position;
    if (opening) this.options.sink.forgetBefore(opening);
    return opening;
  }

  private take({ type, object }: WatchEvent<T>): void {
    if (type === 'ERROR') throw errorOfStatus(object, `watch of ${resourceName(this.options.scope.type)}`);
    const { resourceVersion } = object.metadata;
    const isRepeat = this.isRepeat(resourceVersion);
    if (type !== 'BOOKMARK') this.tell(type === 'DELETED' ? 'remove' : 'put', object, isRepeat);
    if (resourceVersion && !isRepeat) this.moveTo(resourceVersion);
  }

  /** Only overlapping watches say things twice; elsewhere whatever the server says is news. */
  private isRepeat(resourceVersion: string | undefined): boolean {
    return Boolean(this.options.overlapSeconds && resourceVersion && hasReached(this.position, resourceVersion));
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
