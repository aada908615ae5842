import { applyDecorators, SetMetadata, type Type } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Exchange } from '../exchange.js';
import { EVENT_STREAM, JSON_TYPE, Produces } from '../rules/produces.js';
import type { StreamEvent } from '../../common/streams/event-stream.js';

export const WATCHED = 'dbaas:watched';

/** What a route answers to whoever accepts events. */
export interface WatchedRoute<W = never> {
  /** The injectable that knows the changes. */
  readonly by: Type<W>;
  /** Ends soon after the signal does. @throws ProblemError, before the first event too. */
  readonly open: (watcher: W, exchange: Exchange, signal: AbortSignal) => AsyncIterator<StreamEvent, void>;
}

/** Serves the same as events to `Accept: text/event-stream`. */
export function Watched<W>(route: WatchedRoute<W>): MethodDecorator {
  return applyDecorators(
    SetMetadata(WATCHED, route),
    Produces(JSON_TYPE, EVENT_STREAM),
    ApiHeader({
      name: 'Last-Event-ID',
      required: false,
      description: 'With `Accept: text/event-stream`: the `id` of the last event that was read, to go on from there.',
    }),
  );
}
