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
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBearerAuth,
  ApiBody,
  ApiConsumes,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import { StorageVerifier } from '../../../services/backup-storages/storage-verifier.js';
import { StorageWriter, type StorageWrite } from '../../../services/backup-storages/storage-writer.js';
import { entityTagOf } from '../../../services/writing/intent.js';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { CurrentCaller } from '../../common/caller.js';
import { storagePath } from '../../common/paths.js';
import { present } from '../../common/present.js';
import { WRITE_QUERY, type WriteQuery } from '../clusters/cluster-query.js';
import { ApiIfMatch, ApiObjectPath, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { hangUpSignal } from '../prefer.js';
import { readQuery } from '../query.js';
import { StorageBody, StoragePatchBody } from './storage.dto.js';

const OF_NAMESPACE = { namespace: 'Namespace of the storage.' };
const OF_STORAGE = { ...OF_NAMESPACE, name: 'Name of the storage.' };
const RETRY_AFTER_SECONDS = '5';

@ApiTags('backup storages')
@ApiBearerAuth()
@Controller('namespaces/:namespace/backup-storages')
export class StorageWritesController {
  constructor(
    private readonly writer: StorageWriter,
    private readonly verifier: StorageVerifier,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Names a bucket; it is tried in the background, the condition `Ready` tells' })
  @ApiObjectPath(OF_NAMESPACE)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiBody({ type: StorageBody })
  @ApiCreatedResponse({ type: BackupStorage, headers: { Location: { description: 'The storage to watch.' } } })
  @ApiProblems(400, 401, 403, 404, 409, 413, 415, 422)
  async create(
    @CurrentCaller() caller: Caller,
    @Param('namespace') namespace: string,
    @Query() query: Record<string, unknown>,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    const write = await this.writer.create(caller, namespace, body, { dryRun });
    if (dryRun) return answer(reply.status(HttpStatus.OK), write, true);
    void reply.header('Location', storagePath(write.object.metadata));
    return answer(reply, write, false);
  }

  @Patch(':name')
  @ApiOperation({ summary: 'Changes some of it, or its credentials: absent keeps, null resets' })
  @ApiObjectPath(OF_STORAGE)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIfMatch()
  @ApiConsumes('application/merge-patch+json', 'application/json')
  @ApiBody({ type: StoragePatchBody })
  @ApiOkResponse({ type: BackupStorage })
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
  @ApiOperation({ summary: 'Replaces all of it; needs If-Match or metadata.resourceVersion' })
  @ApiObjectPath(OF_STORAGE)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIfMatch()
  @ApiBody({ type: StorageBody })
  @ApiOkResponse({ type: BackupStorage })
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
  @HttpCode(HttpStatus.NO_CONTENT)
  @ApiOperation({ summary: 'Forgets the bucket; what is in it stays' })
  @ApiObjectPath(OF_STORAGE)
  @ApiQuerySchema(WRITE_QUERY)
  @ApiIfMatch()
  @ApiNoContentResponse({ description: 'It is gone.' })
  @ApiOkResponse({ type: BackupStorage, description: 'A dry run.' })
  @ApiProblems(400, 401, 403, 404, 409, 412)
  async delete(
    @CurrentCaller() caller: Caller,
    @Param() key: NamespacedKey,
    @Query() query: Record<string, unknown>,
    @Headers('if-match') ifMatch: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object | undefined> {
    const { dryRun } = readQuery<WriteQuery>(WRITE_QUERY, query);
    const storage = await this.writer.delete(caller, key, { ifMatch, dryRun });
    if (!dryRun) return undefined;
    return present((void reply.status(HttpStatus.OK), storage));
  }

  @Post(':name/verify')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Tries the bucket now: writes, reads back and deletes an object; `Ready` is the answer' })
  @ApiObjectPath(OF_STORAGE)
  @ApiOkResponse({ type: BackupStorage, description: 'It was tried; the condition `Ready` says what came of it.' })
  @ApiAcceptedResponse({ type: BackupStorage, description: 'Not answered in time; the condition will tell.' })
  @ApiProblems(401, 403, 404)
  async verify(
    @CurrentCaller() caller: Caller,
    @Param() key: NamespacedKey,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const signal = hangUpSignal(request, reply);
    const { storage, isAnswered } = await this.verifier.verify(caller, key, signal);
    if (!isAnswered) {
      void reply.status(HttpStatus.ACCEPTED);
      void reply.header('Location', storagePath(key)).header('Retry-After', RETRY_AFTER_SECONDS);
    }
    return present(storage);
  }
}

/** A dry run says besides what it would change. */
function answer(reply: FastifyReply, { object, changes }: StorageWrite, dryRun: boolean): object {
  if (dryRun) return { ...present(object), plan: { changes } };
  void reply.header('ETag', `"${entityTagOf(object)}"`);
  return present(object);
}
