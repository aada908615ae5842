import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { KubeRuntime } from '../../../kube/kube-runtime.js';
import { Authenticator, bearerTokenOf } from '../../../services/auth/authenticator.js';
import { WatchCounter } from '../../common/limits/watch-counter.js';
import { renderProblem, toProblem } from '../../common/problem-document.js';
import { REVIEW_MS, TokenLease } from '../../common/token-lease.js';
import { headerOf, type Exchange } from '../exchange.js';
import { EventStream, type StreamEvent } from '../../common/streams/event-stream.js';

/** Everything that is being watched by REST; ends it when its reader leaves, the token ends, or we do. */
@Injectable()
export class EventStreams implements OnModuleDestroy {
  readonly #open = new Set<EventStream>();

  constructor(
    private readonly runtime: KubeRuntime,
    private readonly authenticator: Authenticator,
    private readonly watches: WatchCounter,
  ) {}

  /** @throws what the source does before its first event, and ProblemError `rate_limited`. */
  async open(
    exchange: Exchange,
    source: (signal: AbortSignal) => AsyncIterator<StreamEvent, void>,
  ): Promise<EventStream> {
    const token = bearerTokenOf(headerOf(exchange, 'authorization'));
    const { holdsForMs } = await this.authenticator.authenticate(token);
    const endCount = this.watches.begin(exchange.caller);
    const leaving = new AbortController();
    try {
      const events = await begun(source(leaving.signal));
      const stream = this.streamOf(events, exchange, () => (leaving.abort(), endCount()));
      this.lease(stream, token, holdsForMs);
      return stream;
    } catch (error) {
      endCount();
      throw error;
    }
  }

  /** Ended, not failed: clients come back, and go on where they were. */
  onModuleDestroy(): void {
    for (const stream of this.#open) stream.complete();
  }

  private streamOf(events: AsyncIterator<StreamEvent, void>, { request }: Exchange, onEnd: () => void): EventStream {
    const stream: EventStream = new EventStream(events, {
      clock: this.runtime.clock,
      problemEvent: (error) => ({ event: 'problem', data: renderProblem(toProblem(error), request) }),
      onEnd: () => (this.#open.delete(stream), onEnd()),
    });
    this.#open.add(stream);
    return stream;
  }

  private lease(stream: EventStream, token: string | undefined, holdsForMs: number): void {
    const end = (error: unknown): void => stream.fail(error);
    const lease = new TokenLease(this.authenticator, REVIEW_MS, end, this.runtime.clock);
    stream.once('close', () => lease.release());
    lease.hold(token, holdsForMs);
  }
}

/** The same with its first event at hand: what is refused is refused before there is an answer. */
async function begun(events: AsyncIterator<StreamEvent, void>): Promise<AsyncIterator<StreamEvent, void>> {
  const first = await events.next();
  let isFirst = true;
  return {
    next: () => {
      if (!isFirst) return events.next();
      isFirst = false;
      return Promise.resolve(first);
    },
  };
}
