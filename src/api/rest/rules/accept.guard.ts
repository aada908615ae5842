import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../../domain/problem.js';
import { preferenceFor } from '../../common/accept.js';
import { EVENT_STREAM, JSON_TYPE, PRODUCED } from './produces.js';

/** 406 to a client who accepts nothing that a route has, before anything is done for it. */
@Injectable()
export class AcceptGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<'http' | 'graphql'>() === 'graphql') return true;
    const { method, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const produced = this.reflector.get<string[] | undefined>(PRODUCED, context.getHandler()) ?? [JSON_TYPE];
    // Of a stream there is nothing but its body.
    const offered = method === 'HEAD' ? produced.filter((type) => type !== EVENT_STREAM) : produced;
    if (offered.some((type) => preferenceFor(type, headers.accept) > 0)) return true;
    throw new ProblemError('not_acceptable', `There is ${offered.join(' and ')} here, and none that you accept.`);
  }
}
