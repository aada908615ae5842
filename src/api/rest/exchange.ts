import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../services/auth/caller.js';
import type { NamespacedKey } from '../../services/auth/resource-access.js';
import { callerOf } from '../common/caller.js';

/** A request with who sent it, and the reply that headers and status go to; what a handler returns becomes its body. */
export interface Exchange {
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export const CurrentExchange = createParamDecorator((_data: unknown, context: ExecutionContext): Exchange => {
  const http = context.switchToHttp();
  return {
    caller: callerOf(context),
    request: http.getRequest<FastifyRequest>(),
    reply: http.getResponse<FastifyReply>(),
  };
});

/** What the path of a request names. A route in a namespace, or of all, has but a part of it. */
export const addressOf = ({ request }: Pick<Exchange, 'request'>): NamespacedKey => request.params as NamespacedKey;

/** A header that is sent once; undefined when it is absent. */
export const headerOf = ({ request }: Pick<Exchange, 'request'>, name: string): string | undefined =>
  request.headers[name] as string | undefined;
