import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { TokenFacts } from '../../services/auth/authenticator.js';
import type { Caller } from '../../services/auth/caller.js';
import type { Allowance } from './limits/rate-limiter.js';

/** What the edges know of a request, whichever protocol brought it. */
export interface Requester {
  caller?: Caller;
  /** Of the token that they came with. */
  token?: TokenFacts;
  /** What is left to the caller after this request. */
  allowance?: Allowance;
}

export type CallerRequest = FastifyRequest & Requester;

/** GraphQL's context: the HTTP request of a query, or the socket of a subscription with its caller. */
export interface GraphQlContext {
  readonly req?: CallerRequest;
  readonly requester?: Requester;
}

/** Where the caller of this call is kept. */
export function requesterOf(context: ExecutionContext): Requester {
  if (context.getType<'http' | 'graphql'>() !== 'graphql') return context.switchToHttp().getRequest<CallerRequest>();
  const { req, requester } = GqlExecutionContext.create(context).getContext<GraphQlContext>();
  return requester ?? req ?? {};
}

/** The caller that the guard has established. */
export function callerOf(context: ExecutionContext): Caller {
  const { caller } = requesterOf(context);
  if (!caller) throw new Error('no caller: the route escaped the guard');
  return caller;
}

/** What is known of the token of this call. */
export const CurrentToken = createParamDecorator((_data: unknown, context: ExecutionContext): TokenFacts => {
  const { token } = requesterOf(context);
  if (!token) throw new Error('no token: the route escaped the guard');
  return token;
});

export const CurrentCaller = createParamDecorator((_data: unknown, context: ExecutionContext): Caller =>
  callerOf(context),
);
