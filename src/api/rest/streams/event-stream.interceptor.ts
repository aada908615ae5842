import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import type { FastifyReply } from 'fastify';
import { from, type Observable } from 'rxjs';
import { asksFor } from '../../common/accept.js';
import { callerOf, type CallerRequest } from '../../common/caller.js';
import { EVENT_STREAM, STREAM_HEADERS } from '../../common/streams/event-stream.js';
import { asProblems } from '../../../services/kube-problems.js';
import type { Exchange } from '../exchange.js';
import { JSON_TYPE } from '../rules/produces.js';
import { EventStreams } from './event-streams.js';
import { WATCHED, type WatchedRoute } from './watched.js';

/** Answers with events where a route has them and the client asks for them. */
@Injectable()
export class EventStreamInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
    private readonly streams: EventStreams,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType<'http' | 'graphql'>() === 'graphql') return next.handle();
    const route = this.reflector.get<WatchedRoute | undefined>(WATCHED, context.getHandler());
    const request = context.switchToHttp().getRequest<CallerRequest>();
    if (!route || !wantsEvents(request)) return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return from(this.serve(route, { caller: callerOf(context), request, reply }));
  }

  private async serve({ by, open }: WatchedRoute, exchange: Exchange): Promise<unknown> {
    const watcher = this.modules.get<never>(by, { strict: false });
    const stream = await asProblems(() => this.streams.open(exchange, (signal) => open(watcher, exchange, signal)));
    void exchange.reply.headers(STREAM_HEADERS);
    return stream;
  }
}

/** HEAD has nothing to stream into. */
function wantsEvents({ method, headers }: CallerRequest): boolean {
  return method === 'GET' && asksFor(EVENT_STREAM, headers.accept, JSON_TYPE);
}
