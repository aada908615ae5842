import { Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OperationWriter } from '../../../services/operations/operation-writer.js';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { operationPath } from '../../common/paths.js';
import { answerDeletion, conditionsOf } from '../answers.js';
import { ApiObjectPath, ApiPrefer, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { WRITE_QUERY } from '../parameters.js';
import { DeleteRoute } from '../routes.js';
import { OperationAnswers } from './operation-answers.js';
import { operationAt } from './operation-path.js';
import { ACCEPTED_OPERATION, SubmitRoute } from './submit-route.js';
import { ClusterOperationBody, OperationBody } from './operation.dto.js';

const OF_NAMESPACE = { namespace: 'Namespace of the cluster.' };
const OF_CLUSTER = { ...OF_NAMESPACE, name: 'Name of the cluster.' };
const OF_OPERATION = { namespace: 'Namespace of the operation.', id: 'Name of the operation.' };

@ApiTags('operations')
@ApiBearerAuth()
@Controller('namespaces/:namespace')
export class OperationWritesController {
  constructor(
    private readonly writer: OperationWriter,
    private readonly answers: OperationAnswers,
  ) {}

  @SubmitRoute('clusters/:name/operations', {
    summary: 'Asks for an operation on a cluster; it waits for its turn in the background',
    of: OF_CLUSTER,
    body: ClusterOperationBody,
  })
  createClusterOperation(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { namespace, name: cluster } = addressOf(exchange);
    const { caller, request } = exchange;
    return this.answers.submitting(exchange, (options) =>
      this.writer.create(caller, { namespace, cluster }, request.body, options),
    );
  }

  @SubmitRoute('operations', {
    summary: 'Asks for an operation on the cluster that the body names',
    of: OF_NAMESPACE,
    body: OperationBody,
  })
  createOperation(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { namespace } = addressOf(exchange);
    const { caller, request } = exchange;
    return this.answers.submitting(exchange, (options) =>
      this.writer.create(caller, { namespace }, request.body, options),
    );
  }

  @SubmitRoute('operations/:id/retry', {
    summary: 'Asks for the same again, after the end: a new operation that names the old one',
    of: OF_OPERATION,
  })
  retryOperation(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.answers.submitting(exchange, (options) =>
      this.writer.retry(exchange.caller, operationAt(exchange), options),
    );
  }

  @Post('operations/:id/cancel')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Calls an operation off: at once while it waits, where it is safe while it runs' })
  @ApiObjectPath(OF_OPERATION)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiPrefer()
  @ApiAcceptedResponse(ACCEPTED_OPERATION)
  @ApiOkResponse({ type: OpsRequest, description: 'A dry run, or it ended while it was waited for.' })
  @ApiProblems(400, 401, 403, 404, 409)
  async cancelOperation(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { dryRun } = conditionsOf(exchange);
    const operation = await this.writer.cancel(exchange.caller, operationAt(exchange), { dryRun });
    return this.answers.submitted({ operation, isReplay: false }, dryRun, exchange);
  }

  @DeleteRoute('operations/:id', {
    summary: 'Removes an operation; one that has not ended is called off first',
    of: OF_OPERATION,
    type: OpsRequest,
    refusals: [400, 401, 403, 404],
  })
  @ApiAcceptedResponse({ ...ACCEPTED_OPERATION, description: 'It goes as soon as it has ended.' })
  async deleteOperation(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    const { dryRun } = conditionsOf(exchange);
    const left = await this.writer.delete(exchange.caller, operationAt(exchange), { dryRun });
    return answerDeletion(left, operationPath, dryRun, exchange);
  }
}
