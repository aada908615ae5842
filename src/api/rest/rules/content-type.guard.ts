import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { DECORATORS } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../../../domain/problem.js';
import { JSON_TYPE } from './produces.js';

/** 415 to a body of a type that a route does not document: what can be parsed for one is not meant for every other. */
@Injectable()
export class ContentTypeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<'http' | 'graphql'>() === 'graphql') return true;
    const { body, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (body === undefined || body === null) return true;
    const read = this.reflector.get<string[] | undefined>(DECORATORS.API_CONSUMES, context.getHandler()) ?? [JSON_TYPE];
    const type = (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
    if (read.includes(type)) return true;
    throw new ProblemError('unsupported_media_type', `Send ${read.join(' or ')}.`);
  }
}
