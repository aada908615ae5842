import type { KubeClient } from '../client/kube-client.js';
import { sleep, systemClock, type Clock } from '../clock.js';
import { silentLogger, type Logger } from '../logger.js';
import { resourceName, type KubeObject, type ResourceType } from '../meta/index.js';
import { noMetrics, type KubeMetrics } from '../metrics/kube-metrics.js';
import { Informer, nameOf, type InformerParts, type InformerSpec } from './informer.js';
import { ServedKinds, type NamedKind, type ServedListener } from './served-kinds.js';

const SYNC_TIMEOUT_MS = 120_000;

export interface SharedInformersOptions {
  readonly client: KubeClient;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly metrics?: KubeMetrics;
  readonly random?: () => number;
  /** How often a lost event would be found: see {@link ReflectorOptions.overlapSeconds}. Absent: never looked for. */
  readonly overlapSeconds?: number;
  /** Lists come as the beginning of a watch where the server has that: see {@link ReflectorOptions.streaming}. */
  readonly streaming?: boolean;
}

/** Start-up cannot go on: reconciling from half a picture would repair what is not broken. */
export class InformerSyncError extends Error {
  override readonly name = 'InformerSyncError';

  constructor(readonly lagging: readonly string[]) {
    super(`informers not in sync: ${lagging.join(', ')}`);
  }
}

/**
 * One informer per kind, scope and selector, shared by all who ask. Optional kinds are followed while a
 * CustomResourceDefinition defines them, without polling for it.
 */
export class SharedInformers {
  private readonly parts: InformerParts;
  private readonly informers = new Map<string, Informer>();
  private readonly listeners = new Set<ServedListener>();
  private definitions: ServedKinds | undefined;
  private isRunning = false;

  constructor({ client, clock, logger, metrics, random, overlapSeconds, streaming }: SharedInformersOptions) {
    this.parts = {
      client,
      clock: clock ?? systemClock,
      logger: logger ?? silentLogger,
      metrics: metrics ?? noMetrics,
      random: random ?? Math.random,
      overlapSeconds,
      streaming,
    };
  }

  /**
   * The informer for this spec, which starts when `start` is called, or at once when that has happened.
   * @throws RangeError when one exists with another transform or with another index of the same name.
   */
  ensure<T extends KubeObject>(spec: InformerSpec<T>): Informer<T> {
    const existing = this.informers.get(nameOf(spec)) as unknown as Informer<T> | undefined;
    if (existing) return this.share(existing, spec);
    const informer = new Informer<T>(spec, this.parts);
    // Kept without its type parameter: who asks by the same spec gets it back under the type that goes with it.
    const untyped = informer as unknown as Informer;
    this.informers.set(informer.name, untyped);
    if (spec.optional) this.watchDefinitions();
    if (this.isRunning) this.startIfServed(untyped);
    return informer;
  }

  private share<T extends KubeObject>(informer: Informer<T>, spec: InformerSpec<T>): Informer<T> {
    const { transform, optional } = informer.spec;
    if (transform !== spec.transform || Boolean(optional) !== Boolean(spec.optional)) {
      throw new RangeError(`informer "${informer.name}" exists with another transform or optionality`);
    }
    informer.addIndexers(spec.indexers ?? {});
    return informer;
  }

  /** Whether the server serves the kind now, as far as the informers know: meaningful after `waitForSync`. */
  serves(type: ResourceType): boolean {
    const informers = this.informersOf(type);
    const isDefined = this.definitions?.has(type) ?? false;
    if (informers.some(({ spec }) => !spec.optional)) return informers.every(({ isServed }) => isServed);
    return isDefined && informers.every(({ isServed }) => isServed);
  }

  /** Told when a definition comes, changes or goes. Returns what ends it. */
  onServedChange(listener: ServedListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  start(): void {
    this.isRunning = true;
    this.definitions?.informer.start();
    for (const informer of this.informers.values()) this.startIfServed(informer);
  }

  /** Resolves when nothing is open any more. */
  async stop(): Promise<void> {
    this.isRunning = false;
    await Promise.all(this.all().map((informer) => informer.stop()));
  }

  /** @throws InformerSyncError naming what lags when the time passes or the signal aborts. */
  async waitForSync(timeoutMs = SYNC_TIMEOUT_MS, signal?: AbortSignal): Promise<void> {
    const waiting = new AbortController();
    const giveUp = (): void => waiting.abort();
    signal?.addEventListener('abort', giveUp, { once: true });
    void sleep(this.parts.clock, timeoutMs, waiting.signal).then(giveUp);
    // Definitions first: only then is it known which optional kinds to wait for.
    await this.definitions?.informer.waitForSync(waiting.signal);
    await Promise.all(this.expected().map((informer) => informer.waitForSync(waiting.signal)));
    signal?.removeEventListener('abort', giveUp);
    const lagging = this.expected().filter((informer) => !informer.hasSynced());
    waiting.abort();
    if (lagging.length > 0) throw new InformerSyncError(lagging.map(({ name }) => name));
  }

  private all(): Informer[] {
    const definitions = this.definitions ? [this.definitions.informer] : [];
    return [...definitions, ...this.informers.values()];
  }

  private expected(): Informer[] {
    return this.all().filter(({ spec }) => !spec.optional || this.serves(spec.type));
  }

  private informersOf({ group, plural }: NamedKind): Informer[] {
    const name = resourceName({ group, plural });
    return [...this.informers.values()].filter(({ spec }) => resourceName(spec.type) === name);
  }

  private watchDefinitions(): void {
    if (this.definitions) return;
    this.definitions = new ServedKinds(this.parts);
    this.definitions.onChange((kind, isServed) => this.follow(kind, isServed));
    if (this.isRunning) this.definitions.informer.start();
  }

  private follow(kind: NamedKind, isServed: boolean): void {
    for (const informer of this.informersOf(kind)) {
      if (!informer.spec.optional || !this.isRunning) continue;
      if (isServed) this.startIfServed(informer);
      // Cannot fail: what could is reported by the informer itself.
      else void informer.retire().then(() => this.startIfServed(informer));
    }
    for (const listener of this.listeners) listener(kind, isServed);
  }

  private startIfServed(informer: Informer): void {
    const { type, optional } = informer.spec;
    if (!this.isRunning || (optional && !this.definitions?.has(type))) return;
    informer.start();
    informer.wake();
  }
}
