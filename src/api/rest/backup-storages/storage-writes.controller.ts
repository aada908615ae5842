import { Controller, HttpCode, HttpStatus, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  StorageInspector,
  type Inspection,
  type InspectionOptions,
} from '../../../services/backup-storages/storage-inspector.js';
import { StorageWriter } from '../../../services/backup-storages/storage-writer.js';
import { BackupStorage } from '../../../resources/backup-storage/index.js';
import { storagePath } from '../../common/paths.js';
import { present } from '../../common/present.js';
import { accept, answerDeletion, conditionsOf } from '../answers.js';
import { ApiIdempotencyKey, ApiIfMatch, ApiObjectPath, ApiPrefer, ApiProblems } from '../documentation.js';
import { addressOf, CurrentExchange, headerOf, type Exchange } from '../exchange.js';
import { hangUpSignal, waitOf } from '../prefer.js';
import { CreateRoute, DeleteRoute, PatchRoute, ReplaceRoute } from '../routes.js';
import { ObjectWrites } from '../writes/object-writes.js';
import { StorageBody, StoragePatchBody } from './storage.dto.js';

const OF_NAMESPACE = { namespace: 'Namespace of the storage.' };
const OF_STORAGE = { ...OF_NAMESPACE, name: 'Name of the storage.' };
const REPLAYABLE = {
  type: BackupStorage,
  headers: { 'Idempotency-Replayed': { description: '`true` when the same request had this answer before.' } },
};

@ApiTags('backup storages')
@ApiBearerAuth()
@Controller('namespaces/:namespace/backup-storages')
export class StorageWritesController {
  private readonly writes: ObjectWrites<BackupStorage>;

  constructor(
    private readonly writer: StorageWriter,
    private readonly inspector: StorageInspector,
  ) {
    this.writes = new ObjectWrites(writer, storagePath);
  }

  @CreateRoute('', {
    summary: 'Names a bucket; it is tried in the background, the condition `Ready` tells',
    of: OF_NAMESPACE,
    body: StorageBody,
    type: BackupStorage,
    location: 'The storage to watch.',
  })
  createBackupStorage(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.create(exchange);
  }

  @PatchRoute(':name', {
    summary: 'Changes some of it, or its credentials',
    of: OF_STORAGE,
    body: StoragePatchBody,
    type: BackupStorage,
  })
  patchBackupStorage(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.patch(exchange);
  }

  @ReplaceRoute(':name', {
    summary: 'Replaces all of it; needs If-Match or metadata.resourceVersion',
    of: OF_STORAGE,
    body: StorageBody,
    type: BackupStorage,
  })
  replaceBackupStorage(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.replace(exchange);
  }

  @DeleteRoute(':name', {
    summary: 'Forgets the bucket; what is in it stays',
    of: OF_STORAGE,
    type: BackupStorage,
    refusals: [400, 401, 403, 404, 409, 412],
  })
  @ApiIfMatch()
  @ApiAcceptedResponse({ type: BackupStorage, description: 'It goes as soon as nothing holds it.' })
  async deleteBackupStorage(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    const conditions = conditionsOf(exchange);
    const { object, isGone } = await this.writer.delete(exchange.caller, addressOf(exchange), conditions);
    return answerDeletion(isGone ? undefined : object, storagePath, conditions.dryRun, exchange);
  }

  @Post(':name/verify')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Tries the bucket now: writes, reads back and deletes an object; `Ready` is the answer' })
  @ApiObjectPath(OF_STORAGE)
  @ApiIdempotencyKey()
  @ApiOkResponse({ ...REPLAYABLE, description: 'It was tried; the condition `Ready` says what came of it.' })
  @ApiAcceptedResponse({ type: BackupStorage, description: 'Not answered in time; the condition will tell.' })
  @ApiProblems(401, 403, 404)
  async verifyBackupStorage(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { caller } = exchange;
    return inspected(await this.inspector.verify(caller, addressOf(exchange), optionsOf(exchange)), exchange);
  }

  @Post(':name/discover')
  @HttpCode(HttpStatus.OK)
  @ApiOperation({ summary: 'Searches the bucket now, and makes a backup of origin `Discovered` of each that is new' })
  @ApiObjectPath(OF_STORAGE)
  @ApiPrefer()
  @ApiIdempotencyKey()
  @ApiOkResponse({ ...REPLAYABLE, description: 'It was searched; `status.discovery` says what came of it.' })
  @ApiAcceptedResponse({ type: BackupStorage, description: 'Not answered in time; `status.discovery` will tell.' })
  @ApiProblems(401, 403, 404)
  async discoverBackups(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { caller, reply } = exchange;
    const seconds = waitOf(headerOf(exchange, 'prefer'));
    const options = { ...optionsOf(exchange), seconds };
    const inspection = await this.inspector.discover(caller, addressOf(exchange), options);
    if (seconds !== undefined) void reply.header('Preference-Applied', `wait=${seconds}`);
    return inspected(inspection, exchange);
  }
}

function optionsOf(exchange: Exchange): InspectionOptions {
  const signal = hangUpSignal(exchange.request, exchange.reply);
  return { signal, idempotencyKey: headerOf(exchange, 'idempotency-key') };
}

function inspected({ storage, isAnswered, isReplay }: Inspection, exchange: Exchange): object {
  if (isReplay) void exchange.reply.header('Idempotency-Replayed', 'true');
  if (!isAnswered) accept(storagePath(storage.metadata), exchange);
  return present(storage);
}
