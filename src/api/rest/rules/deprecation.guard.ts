import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { addLinks } from '../links.js';
import { DEPRECATION } from './deprecated.js';
import { deprecationHeaders, deprecationLinks, type Deprecation } from './deprecation.js';

/** Refuses nobody; before everything that does, so that refusals tell it too. */
@Injectable()
export class DeprecationGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<'http' | 'graphql'>() === 'graphql') return true;
    const deprecation = this.reflector.get<Deprecation | undefined>(DEPRECATION, context.getHandler());
    if (!deprecation) return true;
    const { params } = context.switchToHttp().getRequest<FastifyRequest>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.headers({ ...deprecationHeaders(deprecation) });
    addLinks(reply, deprecationLinks(deprecation, params as Record<string, string>));
    return true;
  }
}
