import { HttpStatus, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isTerminal } from '../../../operations/index.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import type { Submission } from '../../../services/operations/operation-submitter.js';
import { OperationWaiter } from '../../../services/operations/operation-waiter.js';
import { operationPath } from '../../common/paths.js';
import { present } from '../../common/present.js';
import { hangUpSignal, waitOf } from '../prefer.js';

const RETRY_AFTER_SECONDS = '5';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** How REST answers with an operation: what takes longer than a request is accepted, and told where to be watched. */
@Injectable()
export class OperationAnswers {
  constructor(private readonly waiter: OperationWaiter) {}

  /** What came of a request for an operation: 200 for a dry run and for what ended while it was waited for, else 202. */
  async submitted({ operation, plan, isReplay }: Submission, dryRun: boolean, exchange: Exchange): Promise<object> {
    const { request, reply } = exchange;
    if (isReplay) void reply.header('Idempotency-Replayed', 'true');
    if (dryRun) return { ...present((void reply.status(HttpStatus.OK), operation)), plan };
    const latest = await this.afterWaiting(operation, request.headers['prefer'] as string | undefined, exchange);
    if (reply.statusCode !== Number(HttpStatus.OK)) accept(latest, reply);
    return present(latest);
  }

  /** Waits as long as the client prefers, and says by the status whether the operation ended. */
  async afterWaiting(
    operation: OpsRequest,
    prefer: string | undefined,
    { request, reply }: Exchange,
  ): Promise<OpsRequest> {
    const seconds = waitOf(prefer);
    if (seconds === undefined) return operation;
    const latest = await this.waiter.untilEnded(operation, { seconds, signal: hangUpSignal(request, reply) });
    void reply.header('Preference-Applied', `wait=${seconds}`);
    if (isTerminal(latest)) void reply.status(HttpStatus.OK);
    else accept(latest, reply);
    return latest;
  }
}

/** Where to look, and when. */
export function accept({ metadata }: OpsRequest, reply: FastifyReply): void {
  void reply
    .status(HttpStatus.ACCEPTED)
    .header('Location', operationPath(metadata))
    .header('Retry-After', RETRY_AFTER_SECONDS);
}
