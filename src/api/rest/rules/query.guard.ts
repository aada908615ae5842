import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { QUERY_SCHEMA } from '../documentation.js';
import { readQuery, type QuerySchema } from '../query.js';

const NOTHING: QuerySchema = { type: 'object', properties: {} };

/**
 * Refuses what a route does not declare before anything is looked up for it: what a client means by a parameter is never
 * dropped in silence. A route that declares no query has none.
 */
@Injectable()
export class QueryGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<'http' | 'graphql'>() === 'graphql') return true;
    const { query } = context.switchToHttp().getRequest<FastifyRequest>();
    if (Object.keys(query as object).length === 0) return true;
    readQuery(this.reflector.get<QuerySchema | undefined>(QUERY_SCHEMA, context.getHandler()) ?? NOTHING, query);
    return true;
  }
}
