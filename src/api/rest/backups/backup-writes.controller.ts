import { applyDecorators, Controller, HttpCode, HttpStatus, Post, type Type } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { DatabaseBackup } from '../../../resources/database-backup/index.js';
import type { BackupPlace } from '../../../services/backups/backup-draft.js';
import { BackupWriter } from '../../../services/backups/backup-writer.js';
import { backupPath } from '../../common/paths.js';
import { present } from '../../common/present.js';
import { accept, answerDeletion, answerWrite, conditionsOf } from '../answers.js';
import { ApiIdempotencyKey, ApiObjectPath, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { addressOf, CurrentExchange, headerOf, type Exchange } from '../exchange.js';
import { WRITE_QUERY } from '../parameters.js';
import { DeleteRoute } from '../routes.js';
import { writeOf } from '../writes/plan.dto.js';
import { BackupBody, ClusterBackupBody } from './backup.dto.js';

const OF_NAMESPACE = { namespace: 'Namespace of the cluster.' };
const OF_CLUSTER = { ...OF_NAMESPACE, name: 'Name of the cluster.' };
const ACCEPTED = {
  type: DatabaseBackup,
  headers: {
    Location: { description: 'The backup to watch.' },
    'Retry-After': { description: 'Seconds after which a look is worth it.' },
    'Idempotency-Replayed': { description: '`true` when the same request came before.' },
  },
};

interface TakeRouteOptions {
  readonly summary: string;
  readonly of: Readonly<Record<string, string>>;
  readonly body: Type;
}

/** A route that asks for a backup. */
function TakeRoute(path: string, { summary, of, body }: TakeRouteOptions): MethodDecorator {
  return applyDecorators(
    ApiProblems(400, 401, 403, 404, 409, 413, 415, 422),
    ApiOkResponse({ type: writeOf(DatabaseBackup), description: 'A dry run: what would be stored, and `plan`.' }),
    ApiAcceptedResponse(ACCEPTED),
    ApiBody({ type: body }),
    ApiIdempotencyKey(),
    ApiQuerySchema(WRITE_QUERY),
    ApiObjectPath(of),
    ApiOperation({ summary }),
    HttpCode(HttpStatus.ACCEPTED),
    Post(path),
  );
}

@ApiTags('backups')
@ApiBearerAuth()
@Controller('namespaces/:namespace')
export class BackupWritesController {
  constructor(private readonly writer: BackupWriter) {}

  @TakeRoute('clusters/:name/backups', {
    summary: 'Asks for a backup of a cluster; it is taken in the background, when its turn comes',
    of: OF_CLUSTER,
    body: ClusterBackupBody,
  })
  createClusterBackup(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { namespace, name: cluster } = addressOf(exchange);
    return this.create({ namespace, cluster }, exchange);
  }

  @TakeRoute('backups', {
    summary: 'Asks for a backup of the cluster that the body names, or describes one that is in a bucket already',
    of: OF_NAMESPACE,
    body: BackupBody,
  })
  createBackup(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.create({ namespace: addressOf(exchange).namespace }, exchange);
  }

  @DeleteRoute('backups/:name', {
    summary: 'Takes a backup off the list; what is in the bucket stays until the retention of its cluster takes it',
    of: { namespace: 'Namespace of the backup.', name: 'Name of the backup.' },
    type: DatabaseBackup,
    refusals: [400, 401, 403, 404, 409],
  })
  @ApiAcceptedResponse({ ...ACCEPTED, description: 'It goes as soon as nothing holds it.' })
  async deleteBackup(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    const { dryRun } = conditionsOf(exchange);
    const left = await this.writer.delete(exchange.caller, addressOf(exchange), { dryRun });
    return answerDeletion(left, backupPath, dryRun, exchange);
  }

  private async create(place: BackupPlace, exchange: Exchange): Promise<object> {
    const { caller, request, reply } = exchange;
    const { dryRun } = conditionsOf(exchange);
    const options = { dryRun, idempotencyKey: headerOf(exchange, 'idempotency-key') };
    const { write, isReplay } = await this.writer.create(caller, place, request.body, options);
    if (isReplay) void reply.header('Idempotency-Replayed', 'true');
    if (dryRun) return answerWrite(write, { dryRun }, exchange);
    accept(backupPath(write.object.metadata), exchange);
    return present(write.object);
  }
}
