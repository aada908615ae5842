import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Authenticator, bearerTokenOf } from '../../services/auth/authenticator.js';
import { asProblems } from '../../services/kube-problems.js';
import { requesterOf, type CallerRequest, type Requester } from './caller.js';
import { IS_PUBLIC } from './public.js';

/** Every call has a caller, but for the probes. A socket's caller was established when it was opened. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authenticator: Authenticator,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const requester = requesterOf(context);
    if (requester.caller) return true;
    const { headers } = requester as CallerRequest;
    const token = bearerTokenOf(headers?.authorization);
    const { caller, token: facts } = await asProblems(() => this.authenticator.authenticate(token));
    Object.assign(requester, { caller, token: facts } satisfies Requester);
    return true;
  }
}
