import { Controller, Get, Headers, HttpStatus, Param, Query, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { logAfter } from '../../../services/operations/operation-log.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { entityTagOf, matchesEntity } from '../../../services/writing/intent.js';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { present } from '../../common/present.js';
import { ApiObjectPath, ApiPrefer, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { answerPage, pageQuery } from '../page.js';
import { readQuery } from '../query.js';
import { OperationAnswers } from './operation-answers.js';
import { OperationList, OperationLog } from './operation.dto.js';
import { CLUSTER_LIST_QUERY, LIST_QUERY, LOG_QUERY, type ListQuery, type LogQuery } from './operation-query.js';
import type { OperationParameters } from './operation-path.js';

@ApiTags('operations')
@ApiBearerAuth()
@Controller()
export class OperationReadsController {
  constructor(
    private readonly reader: OperationReader,
    private readonly clusters: ClusterReader,
    private readonly answers: OperationAnswers,
  ) {}

  @Get('operations')
  @ApiOperation({ summary: 'Operations of every namespace that the caller may list, the newest first' })
  @ApiQuerySchema(LIST_QUERY)
  @ApiOkResponse({ type: OperationList })
  @ApiProblems(400, 401)
  listAll(
    @CurrentCaller() caller: Caller,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationList> {
    return this.list(caller, readQuery<ListQuery>(LIST_QUERY, query), { request, reply });
  }

  @Get('namespaces/:namespace/operations')
  @ApiOperation({ summary: 'Operations of a namespace, the newest first' })
  @ApiObjectPath({ namespace: 'Namespace of the operations.' })
  @ApiQuerySchema(LIST_QUERY)
  @ApiOkResponse({ type: OperationList })
  @ApiProblems(400, 401, 404)
  listInNamespace(
    @CurrentCaller() caller: Caller,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationList> {
    return this.list(caller, readQuery<ListQuery>(LIST_QUERY, query), { request, reply });
  }

  @Get('namespaces/:namespace/clusters/:name/operations')
  @ApiOperation({ summary: 'Operations of a cluster, the newest first' })
  @ApiObjectPath({ namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' })
  @ApiQuerySchema(CLUSTER_LIST_QUERY)
  @ApiOkResponse({ type: OperationList })
  @ApiProblems(400, 401, 404)
  async listOfCluster(
    @CurrentCaller() caller: Caller,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationList> {
    const parameters = readQuery<ListQuery>(CLUSTER_LIST_QUERY, query);
    const { namespace, name } = request.params as { namespace: string; name: string };
    await this.clusters.get(caller, { namespace, name });
    return this.list(caller, { ...parameters, cluster: [name] }, { request, reply });
  }

  @Get('namespaces/:namespace/operations/:id')
  @ApiOperation({ summary: 'One operation: what was asked for, how far it is, what came of it' })
  @ApiObjectPath({ namespace: 'Namespace of the operation.', id: 'Name of the operation.' })
  @ApiPrefer()
  @ApiOkResponse({ type: OpsRequest, headers: { ETag: { description: 'For If-None-Match.' } } })
  @ApiAcceptedResponse({ type: OpsRequest, description: 'It was waited for, and has not ended.' })
  @ApiProblems(401, 404)
  async get(
    @CurrentCaller() caller: Caller,
    @Param() { namespace, id }: OperationParameters,
    @Headers() headers: Record<string, string | undefined>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    const found = await this.reader.get(caller, { namespace, name: id });
    const operation = await this.answers.afterWaiting(found, headers['prefer'], { request, reply });
    void reply.header('ETag', `"${entityTagOf(operation)}"`);
    const known = headers['if-none-match'];
    if (known === undefined || !matchesEntity(operation, known)) return present(operation);
    void reply.status(HttpStatus.NOT_MODIFIED);
    return undefined;
  }

  @Get('namespaces/:namespace/operations/:id/log')
  @ApiOperation({ summary: 'The story of an operation, line by line' })
  @ApiObjectPath({ namespace: 'Namespace of the operation.', id: 'Name of the operation.' })
  @ApiQuerySchema(LOG_QUERY)
  @ApiOkResponse({ type: OperationLog })
  @ApiProblems(400, 401, 404)
  async log(
    @CurrentCaller() caller: Caller,
    @Param() { namespace, id }: OperationParameters,
    @Query() query: Record<string, unknown>,
  ): Promise<OperationLog> {
    const { after } = readQuery<LogQuery>(LOG_QUERY, query);
    return logAfter(await this.reader.get(caller, { namespace, name: id }), after);
  }

  private async list(
    caller: Caller,
    parameters: ListQuery,
    exchange: { request: FastifyRequest; reply: FastifyReply },
  ): Promise<OperationList> {
    const { namespace } = exchange.request.params as { namespace?: string };
    const page = await this.reader.list(caller, pageQuery(parameters, namespace));
    return answerPage(page, parameters.limit, exchange);
  }
}
