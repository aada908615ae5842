import { Readable } from 'node:stream';
import type { CancelTimer, Clock } from '../../../kube/clock.js';

export const EVENT_STREAM = 'text/event-stream';

export const STREAM_HEADERS = {
  'Content-Type': EVENT_STREAM,
  // A proxy that collects an answer before it passes it on would collect for ever.
  'X-Accel-Buffering': 'no',
  // A shutdown ends streams, and must not wait for connections that stay open after them.
  Connection: 'close',
};

/** One event of Server-Sent Events. */
export interface StreamEvent {
  readonly event: string;
  /** What a client that comes back says it has got to; of the last event that had one. */
  readonly id?: string;
  readonly data: object;
}

/** Shorter than any proxy takes to give a silent connection up. */
const HEARTBEAT_MS = 15_000;
const HEARTBEAT = ': still here\n\n';

/** JSON has no line breaks of its own, so that each event has one line of data. */
export function formatEvent({ event, id, data }: StreamEvent): string {
  const lines = [`event: ${event}`, ...(id === undefined ? [] : [`id: ${id}`]), `data: ${JSON.stringify(data)}`];
  return `${lines.join('\n')}\n\n`;
}

export interface EventStreamParts {
  readonly clock: Clock;
  /** What ends the stream before its source does is told as an event too. */
  readonly problemEvent: (error: unknown) => StreamEvent;
  /** Called once, however it ends. */
  readonly onEnd: () => void;
}

/**
 * Events on their way to one reader. The next is asked for when the last is on its way: a reader who does not read costs
 * what the source keeps for it, and gets no heartbeats, so that the server's time limit finds it.
 */
export class EventStream extends Readable {
  #isPulling = false;
  #isOver = false;
  #cancelHeartbeat: CancelTimer = () => undefined;

  constructor(
    private readonly source: AsyncIterator<StreamEvent, void>,
    private readonly parts: EventStreamParts,
  ) {
    super();
    this.once('close', () => this.finish());
    this.beatLater();
  }

  /** Tells why, and ends. */
  fail(error: unknown): void {
    if (this.#isOver) return;
    this.push(formatEvent(this.parts.problemEvent(error)));
    this.complete();
  }

  /** As if the source had ended. */
  complete(): void {
    if (this.#isOver) return;
    this.push(null);
    this.finish();
  }

  override _read(): void {
    if (!this.#isPulling) void this.pull();
  }

  private async pull(): Promise<void> {
    this.#isPulling = true;
    try {
      const next = await this.source.next();
      this.#isPulling = false;
      if (next.done === true) this.complete();
      else if (!this.#isOver) this.push(formatEvent(next.value));
    } catch (error) {
      this.fail(error);
    }
  }

  private beatLater(): void {
    this.#cancelHeartbeat = this.parts.clock.schedule(HEARTBEAT_MS, () => {
      if (this.#isPulling) this.push(HEARTBEAT);
      this.beatLater();
    });
  }

  private finish(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#cancelHeartbeat();
    this.parts.onEnd();
  }
}
