import { Controller, Get, Headers, HttpStatus, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { entityTagOf, matchesEntity } from '../../../services/writing/intent.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { present } from '../../common/present.js';
import { ApiClusterPath, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { answerPage, pageQuery } from '../page.js';
import { readQuery } from '../query.js';
import { ClusterConnection, ClusterList } from './cluster.dto.js';
import { LIST_QUERY, type ListQuery } from './cluster-query.js';

@ApiTags('clusters')
@ApiBearerAuth()
@Controller()
export class ClusterReadsController {
  constructor(private readonly reader: ClusterReader) {}

  @Get('clusters')
  @ApiOperation({ summary: 'Clusters of every namespace that the caller may list' })
  @ApiQuerySchema(LIST_QUERY)
  @ApiOkResponse({ type: ClusterList })
  @ApiProblems(400, 401)
  listAll(
    @CurrentCaller() caller: Caller,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClusterList> {
    return this.list({ caller, query, request, reply });
  }

  @Get('namespaces/:namespace/clusters')
  @ApiOperation({ summary: 'Clusters of a namespace' })
  @ApiClusterPath('namespace', 'name')
  @ApiQuerySchema(LIST_QUERY)
  @ApiOkResponse({ type: ClusterList })
  @ApiProblems(400, 401, 404)
  listInNamespace(
    @CurrentCaller() caller: Caller,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ClusterList> {
    return this.list({ caller, query, request, reply });
  }

  @Get('namespaces/:namespace/clusters/:name')
  @ApiOperation({ summary: 'One cluster: what is wanted and what is' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: DatabaseCluster, headers: { ETag: { description: 'For If-None-Match and If-Match.' } } })
  @ApiProblems(401, 404)
  async get(
    @CurrentCaller() caller: Caller,
    @Param() key: NamespacedKey,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    const cluster = await this.reader.get(caller, key);
    void reply.header('ETag', `"${entityTagOf(cluster)}"`);
    if (known === undefined || !matchesEntity(cluster, known)) return present(cluster);
    void reply.status(HttpStatus.NOT_MODIFIED);
    return undefined;
  }

  @Get('namespaces/:namespace/clusters/:name/endpoints')
  @ApiOperation({ summary: 'Where clients connect, and the Secret to bind to' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: ClusterConnection })
  @ApiProblems(401, 404)
  async endpoints(@CurrentCaller() caller: Caller, @Param() key: NamespacedKey): Promise<ClusterConnection> {
    const { status } = await this.reader.get(caller, key);
    return { endpoints: status?.endpoints ?? [], binding: status?.binding };
  }

  private async list({ caller, query, request, reply }: ListCall): Promise<ClusterList> {
    const parameters = readQuery<ListQuery>(LIST_QUERY, query);
    const { namespace } = request.params as { namespace?: string };
    const page = await this.reader.list(caller, pageQuery(parameters, namespace));
    return answerPage(page, parameters.limit, { request, reply });
  }
}

interface ListCall {
  readonly caller: Caller;
  readonly query: Record<string, unknown>;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}
