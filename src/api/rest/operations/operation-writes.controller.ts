import { Body, Controller, Delete, HttpCode, HttpStatus, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import type { SubmitOptions } from '../../../services/operations/operation-submitter.js';
import { OperationWriter } from '../../../services/operations/operation-writer.js';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { present } from '../../common/present.js';
import { ApiIdempotencyKey, ApiObjectPath, ApiPrefer, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { readQuery } from '../query.js';
import { accept, OperationAnswers } from './operation-answers.js';
import type { OperationParameters } from './operation-path.js';
import { WRITE_QUERY, type WriteQuery } from './operation-query.js';
import { ClusterOperationBody, OperationBody, PlannedOperation } from './operation.dto.js';

const OF_NAMESPACE = { namespace: 'Namespace of the cluster.' };
const OF_CLUSTER = { ...OF_NAMESPACE, name: 'Name of the cluster.' };
const OF_OPERATION = { namespace: 'Namespace of the operation.', id: 'Name of the operation.' };
const ACCEPTED = {
  type: OpsRequest,
  headers: {
    Location: { description: 'The operation to watch.' },
    'Retry-After': { description: 'Seconds after which a look is worth it.' },
    'Idempotency-Replayed': { description: '`true` when the same request came before.' },
  },
};
const PLANNED = { type: PlannedOperation, description: 'A dry run, or it ended while it was waited for.' };

@ApiTags('operations')
@ApiBearerAuth()
@Controller('namespaces/:namespace')
export class OperationWritesController {
  constructor(
    private readonly writer: OperationWriter,
    private readonly answers: OperationAnswers,
  ) {}

  @Post('clusters/:name/operations')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Asks for an operation on a cluster; it waits for its turn in the background' })
  @ApiObjectPath(OF_CLUSTER)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIdempotencyKey()
  @ApiPrefer()
  @ApiBody({ type: ClusterOperationBody })
  @ApiAcceptedResponse(ACCEPTED)
  @ApiOkResponse(PLANNED)
  @ApiProblems(400, 401, 403, 404, 409, 412, 413, 415, 422)
  createOnCluster(
    @CurrentCaller() caller: Caller,
    @Param() { namespace, name }: NamespacedKey,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.submit({ query, request, reply }, (options) =>
      this.writer.create(caller, { namespace, cluster: name }, body, options),
    );
  }

  @Post('operations')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Asks for an operation on the cluster that the body names' })
  @ApiObjectPath(OF_NAMESPACE)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIdempotencyKey()
  @ApiPrefer()
  @ApiBody({ type: OperationBody })
  @ApiAcceptedResponse(ACCEPTED)
  @ApiOkResponse(PLANNED)
  @ApiProblems(400, 401, 403, 404, 409, 412, 413, 415, 422)
  create(
    @CurrentCaller() caller: Caller,
    @Param('namespace') namespace: string,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.submit({ query, request, reply }, (options) =>
      this.writer.create(caller, { namespace }, body, options),
    );
  }

  @Post('operations/:id/retry')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Asks for the same again, after the end: a new operation that names the old one' })
  @ApiObjectPath(OF_OPERATION)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIdempotencyKey()
  @ApiPrefer()
  @ApiAcceptedResponse(ACCEPTED)
  @ApiOkResponse(PLANNED)
  @ApiProblems(400, 401, 403, 404, 409, 412, 422)
  retry(
    @CurrentCaller() caller: Caller,
    @Param() { namespace, id }: OperationParameters,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    return this.submit({ query, request, reply }, (options) =>
      this.writer.retry(caller, { namespace, name: id }, options),
    );
  }

  @Post('operations/:id/cancel')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Calls an operation off: at once while it waits, where it is safe while it runs' })
  @ApiObjectPath(OF_OPERATION)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiPrefer()
  @ApiAcceptedResponse(ACCEPTED)
  @ApiOkResponse({ type: OpsRequest, description: 'A dry run, or it ended while it was waited for.' })
  @ApiProblems(400, 401, 403, 404, 409)
  async cancel(
    @CurrentCaller() caller: Caller,
    @Param() { namespace, id }: OperationParameters,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    const operation = await this.writer.cancel(caller, { namespace, name: id }, { dryRun });
    return this.answers.submitted({ operation, isReplay: false }, dryRun, { request, reply });
  }

  @Delete('operations/:id')
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Removes an operation; one that has not ended is called off first' })
  @ApiObjectPath(OF_OPERATION)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiAcceptedResponse({ ...ACCEPTED, description: 'It goes as soon as it has ended.' })
  @ApiOkResponse({ type: OpsRequest, description: 'A dry run.' })
  @ApiProblems(400, 401, 403, 404)
  async delete(
    @CurrentCaller() caller: Caller,
    @Param() { namespace, id }: OperationParameters,
    @Query() query: Record<string, unknown>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    const left = await this.writer.delete(caller, { namespace, name: id }, { dryRun });
    if (!left) return undefined;
    if (dryRun) void reply.status(HttpStatus.OK);
    else accept(left, reply);
    return present(left);
  }

  private async submit(
    { query, request, reply }: { query: Record<string, unknown>; request: FastifyRequest; reply: FastifyReply },
    work: (options: SubmitOptions) => ReturnType<OperationWriter['create']>,
  ): Promise<object> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    const idempotencyKey = request.headers['idempotency-key'] as string | undefined;
    const submission = await work({ dryRun, idempotencyKey, via: 'REST' });
    return this.answers.submitted(submission, dryRun, { request, reply });
  }
}
