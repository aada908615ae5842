import { Controller, Get, Headers, HttpStatus, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import { StorageReader } from '../../../services/backup-storages/storage-reader.js';
import { entityTagOf, matchesEntity } from '../../../services/writing/intent.js';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { present } from '../../common/present.js';
import { ApiObjectPath, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { answerPage, pageQuery } from '../page.js';
import { readQuery } from '../query.js';
import { StorageList } from './storage.dto.js';
import { LIST_QUERY, type ListQuery } from './storage-query.js';

@ApiTags('backup storages')
@ApiBearerAuth()
@Controller()
export class StorageReadsController {
  constructor(private readonly reader: StorageReader) {}

  @Get('backup-storages')
  @ApiOperation({ summary: 'Storages of every namespace that the caller may list' })
  @ApiQuerySchema(LIST_QUERY)
  @ApiOkResponse({ type: StorageList })
  @ApiProblems(400, 401)
  listAll(
    @CurrentCaller() caller: Caller,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StorageList> {
    return this.list(caller, readQuery<ListQuery>(LIST_QUERY, query), { request, reply });
  }

  @Get('namespaces/:namespace/backup-storages')
  @ApiOperation({ summary: 'Storages of a namespace' })
  @ApiObjectPath({ namespace: 'Namespace of the storages.' })
  @ApiQuerySchema(LIST_QUERY)
  @ApiOkResponse({ type: StorageList })
  @ApiProblems(400, 401, 404)
  listInNamespace(
    @CurrentCaller() caller: Caller,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StorageList> {
    return this.list(caller, readQuery<ListQuery>(LIST_QUERY, query), { request, reply });
  }

  @Get('namespaces/:namespace/backup-storages/:name')
  @ApiOperation({ summary: 'One storage: where its bucket is, and whether it can be used' })
  @ApiObjectPath({ namespace: 'Namespace of the storage.', name: 'Name of the storage.' })
  @ApiOkResponse({ type: BackupStorage, headers: { ETag: { description: 'For If-None-Match and If-Match.' } } })
  @ApiProblems(401, 404)
  async get(
    @CurrentCaller() caller: Caller,
    @Param() key: NamespacedKey,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    const storage = await this.reader.get(caller, key);
    void reply.header('ETag', `"${entityTagOf(storage)}"`);
    if (known === undefined || !matchesEntity(storage, known)) return present(storage);
    void reply.status(HttpStatus.NOT_MODIFIED);
    return undefined;
  }

  private async list(
    caller: Caller,
    parameters: ListQuery,
    exchange: { request: FastifyRequest; reply: FastifyReply },
  ): Promise<StorageList> {
    const { namespace } = exchange.request.params as { namespace?: string };
    const page = await this.reader.list(caller, pageQuery(parameters, namespace));
    return answerPage(page, parameters.limit, exchange);
  }
}
