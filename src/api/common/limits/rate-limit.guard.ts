import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { requesterOf, type CallerRequest } from '../caller.js';
import { RateLimiter, refuseExcess } from './rate-limiter.js';

const READS: readonly string[] = ['GET', 'HEAD'];

/** Of REST. GraphQL is counted where its operation is known: a guard sees fields, of which one request may have many. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(private readonly limiter: RateLimiter) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType<'http' | 'graphql'>() === 'graphql') return true;
    const requester = requesterOf(context);
    if (!requester.caller) return true;
    const { method } = requester as CallerRequest;
    requester.allowance = this.limiter.take(requester.caller, READS.includes(method) ? 'reads' : 'writes');
    refuseExcess(requester.allowance);
    return true;
  }
}
