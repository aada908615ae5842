import type { Clock } from '../clock.js';

/** Short against everything that waits for a timer or a socket: renewals of a lease, probes, requests. */
const MAX_TURN_MS = 10;

interface Turn {
  readonly startedMs: number;
  readonly over: Promise<void>;
}

/**
 * Whether those who work without ever waiting have worked long enough: a reconcile that finds nothing to do asks the
 * server nothing, and thousands of them in a row would be one turn of the event loop, in which a lease is lost.
 */
export class EventLoopTurn {
  private current: Turn | undefined;

  constructor(private readonly clock: Clock) {}

  /** To be awaited before more is done; undefined while this turn may go on. */
  get over(): Promise<void> | undefined {
    this.current ??= this.begin();
    return this.clock.monotonicMs() - this.current.startedMs < MAX_TURN_MS ? undefined : this.current.over;
  }

  private begin(): Turn {
    const over = new Promise<void>((resolve) => {
      setImmediate(() => {
        this.current = undefined;
        resolve();
      });
    });
    return { startedMs: this.clock.monotonicMs(), over };
  }
}
