import type { Permission } from '../access/index.js';
import type { KubeClient } from '../client/kube-client.js';
import { isForbidden, isNotFound, isTransient } from '../client/kube-error.js';
import { sleep, type Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import { EVENT, keyOf, parseKey, type KubeObject } from '../meta/index.js';

/** An event lies in the namespace of what it is about, or in `default`. */
export const EVENT_ACCESS: Permission = { type: EVENT, verbs: ['create', 'patch'] };

const MAX_TRIES = 12;
const RETRY_MS = 10_000;

/** core/v1 Event. */
export interface CoreEvent extends KubeObject {
  involvedObject: Readonly<Record<string, string | undefined>>;
  source: { component: string };
  reportingComponent: string;
  reportingInstance: string;
  type: string;
  reason: string;
  message: string;
  firstTimestamp: string;
  lastTimestamp: string;
  count: number;
}

/** Writes events one after the other and gives up on those that will not go: they are news, not state. */
export class EventSink {
  constructor(
    private readonly client: KubeClient,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Resolves when the event is written or given up. Never rejects. */
  async write(event: CoreEvent, signal: AbortSignal): Promise<void> {
    for (let tries = 1; !signal.aborted; tries += 1) {
      try {
        await this.writeOnce(event, signal);
        return;
      } catch (err) {
        if (tries >= MAX_TRIES || !isTransient(err)) return this.giveUp(err);
        await sleep(this.clock, RETRY_MS, signal);
      }
    }
  }

  private async writeOnce(event: CoreEvent, signal: AbortSignal): Promise<void> {
    if (event.count === 1 || !(await this.countUp(event, signal))) await this.client.create(EVENT, event, { signal });
  }

  /** False when there is nothing to count on: events expire. */
  private async countUp(event: CoreEvent, signal: AbortSignal): Promise<boolean> {
    const { count, message, lastTimestamp } = event;
    const patch = { type: 'merge' as const, body: { count, message, lastTimestamp } };
    try {
      await this.client.patch(EVENT, parseKey(keyOf(event)), patch, { signal });
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  private giveUp(err: unknown): void {
    // The end of a namespace takes its events with it: nobody would miss this one.
    if (isForbidden(err) || isNotFound(err)) return;
    this.logger.debug('Event dropped', { err });
  }
}
