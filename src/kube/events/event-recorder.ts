import { randomBytes } from 'node:crypto';
import type { KubeClient } from '../client/kube-client.js';
import { sleep, systemClock, type Clock } from '../clock.js';
import { silentLogger, type Logger } from '../logger.js';
import type { KubeObject } from '../meta/index.js';
import { EventCorrelator, type Series } from './event-correlator.js';
import { EventSink, type CoreEvent } from './event-sink.js';

const MAX_QUEUED = 1_000;
const MAX_MESSAGE_LENGTH = 1_024;
/** Leaves room for the dot and the suffix in a name of 253. */
const MAX_NAME_PREFIX = 230;
const FLUSH_TIMEOUT_MS = 5_000;

export type EventType = 'Normal' | 'Warning';

export interface EventRecorderOptions {
  readonly client: KubeClient;
  /** Who says it: shown by `kubectl describe`. */
  readonly component: string;
  /** Which replica of it; default: the component. */
  readonly instance?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly newSuffix?: () => string;
}

/** Tells people what happened to an object. Never blocks and never fails: what cannot be written is dropped. */
export class EventRecorder {
  private readonly clock: Clock;
  private readonly correlator: EventCorrelator;
  private readonly sink: EventSink;
  private readonly queue: CoreEvent[] = [];
  private readonly stopping = new AbortController();
  private writing: Promise<void> | undefined;

  constructor(private readonly options: EventRecorderOptions) {
    this.clock = options.clock ?? systemClock;
    this.correlator = new EventCorrelator(this.clock);
    this.sink = new EventSink(options.client, this.clock, options.logger ?? silentLogger);
  }

  normal(object: KubeObject, reason: string, message: string): void {
    this.record(object, { type: 'Normal', reason, message });
  }

  warning(object: KubeObject, reason: string, message: string): void {
    this.record(object, { type: 'Warning', reason, message });
  }

  /** Resolves when all is written, or when the time has passed. */
  async flush(timeoutMs = FLUSH_TIMEOUT_MS): Promise<void> {
    const written = new AbortController();
    void this.writing?.then(() => written.abort());
    if (this.writing) await sleep(this.clock, timeoutMs, written.signal);
    written.abort();
  }

  /** Flushes, then drops what is left and takes no more. */
  async stop(timeoutMs = FLUSH_TIMEOUT_MS): Promise<void> {
    await this.flush(timeoutMs);
    this.stopping.abort();
    this.queue.length = 0;
    await this.writing;
  }

  private record(object: KubeObject, what: { type: EventType; reason: string; message: string }): void {
    if (this.stopping.signal.aborted || this.queue.length >= MAX_QUEUED) return;
    const occurrence = { ...what, objectUid: object.metadata.uid ?? object.metadata.name };
    const series = this.correlator.correlate(occurrence, () => this.nameFor(object));
    if (!series) return;
    this.queue.push(this.eventOf(object, what, series));
    this.writing ??= this.writeAll().finally(() => (this.writing = undefined));
  }

  private async writeAll(): Promise<void> {
    for (let event = this.queue.shift(); event; event = this.queue.shift()) {
      await this.sink.write(event, this.stopping.signal);
    }
  }

  private nameFor({ metadata }: KubeObject): string {
    const suffix = this.options.newSuffix ?? (() => randomBytes(8).toString('hex'));
    return `${metadata.name.slice(0, MAX_NAME_PREFIX)}.${suffix()}`;
  }

  private eventOf(object: KubeObject, what: { type: EventType; reason: string }, series: Series): CoreEvent {
    const { component, instance = component } = this.options;
    const { apiVersion, kind, metadata } = object;
    const { namespace, name, uid, resourceVersion } = metadata;
    return {
      apiVersion: 'v1',
      kind: 'Event',
      // Events of cluster-scoped objects live in "default", where kubectl looks for them.
      metadata: { namespace: namespace ?? 'default', name: series.name },
      involvedObject: { apiVersion, kind, namespace, name, uid, resourceVersion },
      source: { component },
      reportingComponent: component,
      reportingInstance: instance,
      type: what.type,
      reason: what.reason,
      message: series.message.slice(0, MAX_MESSAGE_LENGTH),
      firstTimestamp: toSeconds(series.firstTimestamp),
      lastTimestamp: toSeconds(this.clock.now().toISOString()),
      count: series.count,
    };
  }
}

/** The wire's Time has no fractions. */
const toSeconds = (iso: string): string => iso.replace(/\.\d+Z$/, 'Z');
