import {
  Body,
  Controller,
  Delete,
  Headers,
  HttpCode,
  HttpStatus,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import { ClusterWriter, type WriteResult } from '../../../services/clusters/cluster-writer.js';
import { entityTagOf } from '../../../services/writing/intent.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { clusterPath } from '../../common/paths.js';
import { present } from '../../common/present.js';
import { ApiClusterPath, ApiIfMatch, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { readQuery } from '../query.js';
import { ClusterBody, ClusterPatchBody } from './cluster.dto.js';
import { DELETE_QUERY, WRITE_QUERY, type DeleteQuery, type WriteQuery } from './cluster-query.js';

const RETRY_AFTER_SECONDS = '5';

@ApiTags('clusters')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters')
export class ClusterWritesController {
  constructor(private readonly writer: ClusterWriter) {}

  @Post()
  @ApiOperation({ summary: 'Asks for a database; it is made in the background, `status.phase` tells' })
  @ApiClusterPath('namespace')
  @ApiQuerySchema(WRITE_QUERY)
  @ApiBody({ type: ClusterBody })
  @ApiCreatedResponse({ type: DatabaseCluster, headers: { Location: { description: 'The cluster to watch.' } } })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async create(
    @CurrentCaller() caller: Caller,
    @Param('namespace') namespace: string,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    const result = await this.writer.create(caller, namespace, body, { dryRun });
    if (dryRun) return answer(reply.status(HttpStatus.OK), result, true);
    void reply.header('Location', clusterPath(result.cluster.metadata));
    return answer(reply, result, false);
  }

  @Patch(':name')
  @ApiOperation({ summary: 'Changes some of what is wanted: absent keeps, null resets' })
  @ApiClusterPath('namespace', 'name')
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIfMatch()
  @ApiConsumes('application/merge-patch+json', 'application/json')
  @ApiBody({ type: ClusterPatchBody })
  @ApiOkResponse({ type: DatabaseCluster })
  @ApiProblems(400, 401, 403, 404, 409, 412, 413, 415, 422)
  async patch(
    @CurrentCaller() caller: Caller,
    @Param() key: NamespacedKey,
    @Query() query: Record<string, unknown>,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    return answer(reply, await this.writer.patch(caller, key, body, { ifMatch, dryRun }), dryRun);
  }

  @Put(':name')
  @ApiOperation({ summary: 'Replaces all that is wanted; needs If-Match or metadata.resourceVersion' })
  @ApiClusterPath('namespace', 'name')
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIfMatch()
  @ApiBody({ type: ClusterBody })
  @ApiOkResponse({ type: DatabaseCluster })
  @ApiProblems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428)
  async replace(
    @CurrentCaller() caller: Caller,
    @Param() key: NamespacedKey,
    @Query() query: Record<string, unknown>,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    return answer(reply, await this.writer.replace(caller, key, body, { ifMatch, dryRun }), dryRun);
  }

  @Delete(':name')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Deletes the database; accepted again while it goes' })
  @ApiClusterPath('namespace', 'name')
  @ApiQuerySchema(DELETE_QUERY)
  @ApiIfMatch()
  @ApiAcceptedResponse({
    type: DatabaseCluster,
    headers: { Location: { description: 'Answers 404 when it is gone.' } },
  })
  @ApiProblems(401, 403, 404, 409, 412)
  async delete(
    @CurrentCaller() caller: Caller,
    @Param() key: NamespacedKey,
    @Query() query: Record<string, unknown>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { dryRun, policy } = readQuery<DeleteQuery>(DELETE_QUERY, query);
    const cluster = await this.writer.delete(caller, key, { ifMatch, dryRun, policy });
    if (dryRun) return present((void reply.status(HttpStatus.OK), cluster));
    void reply.header('Location', clusterPath(key)).header('Retry-After', RETRY_AFTER_SECONDS);
    return present(cluster);
  }
}

/** A dry run says besides what it would change. */
function answer(reply: FastifyReply, { cluster, changes }: WriteResult, dryRun: boolean): object {
  if (dryRun) return { ...present(cluster), plan: { changes } };
  void reply.header('ETag', `"${entityTagOf(cluster)}"`);
  return present(cluster);
}
