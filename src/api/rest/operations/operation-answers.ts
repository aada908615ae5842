import { HttpStatus, Injectable } from '@nestjs/common';
import { isTerminal } from '../../../operations/index.js';
import type { OpsRequest } from '../../../resources/ops-request/index.js';
import type { Submission, SubmitOptions } from '../../../services/operations/operation-submitter.js';
import { OperationWaiter } from '../../../services/operations/operation-waiter.js';
import { operationPath } from '../../common/paths.js';
import { present } from '../../common/present.js';
import { accept, conditionsOf } from '../answers.js';
import { headerOf, type Exchange } from '../exchange.js';
import { hangUpSignal, waitOf } from '../prefer.js';

/** How REST answers with an operation: what takes longer than a request is accepted, and told where to be watched. */
@Injectable()
export class OperationAnswers {
  constructor(private readonly waiter: OperationWaiter) {}

  /** What came of a request for an operation, made with what the exchange says of how. */
  async submitting(exchange: Exchange, work: (options: SubmitOptions) => Promise<Submission>): Promise<object> {
    const { dryRun } = conditionsOf(exchange);
    const idempotencyKey = headerOf(exchange, 'idempotency-key');
    return this.submitted(await work({ dryRun, idempotencyKey, via: 'REST' }), dryRun, exchange);
  }

  /** 200 for a dry run and for what ended while it was waited for, else 202. */
  async submitted({ operation, plan, isReplay }: Submission, dryRun: boolean, exchange: Exchange): Promise<object> {
    const { reply } = exchange;
    if (isReplay) void reply.header('Idempotency-Replayed', 'true');
    if (dryRun) return { ...present((void reply.status(HttpStatus.OK), operation)), plan };
    const latest = await this.afterWaiting(operation, exchange);
    if (reply.statusCode !== Number(HttpStatus.OK)) accept(operationPath(latest.metadata), exchange);
    return present(latest);
  }

  /** Waits as long as the client prefers, and says by the status whether the operation ended. */
  async afterWaiting(operation: OpsRequest, exchange: Exchange): Promise<OpsRequest> {
    const { request, reply } = exchange;
    const seconds = waitOf(headerOf(exchange, 'prefer'));
    if (seconds === undefined) return operation;
    const latest = await this.waiter.untilEnded(operation, { seconds, signal: hangUpSignal(request, reply) });
    void reply.header('Preference-Applied', `wait=${seconds}`);
    if (isTerminal(latest)) void reply.status(HttpStatus.OK);
    else accept(operationPath(latest.metadata), exchange);
    return latest;
  }
}
