import { Controller } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { MonitoringWriter } from '../../../services/monitoring-configs/monitoring-writer.js';
import { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import { monitoringPath } from '../../common/paths.js';
import { answerDeletion, conditionsOf } from '../answers.js';
import { ApiIfMatch } from '../documentation.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { CreateRoute, DeleteRoute, PatchRoute, ReplaceRoute } from '../routes.js';
import { ObjectWrites } from '../writes/object-writes.js';
import { MonitoringConfigBody, MonitoringConfigPatchBody } from './monitoring.dto.js';

const OF_NAMESPACE = { namespace: 'Namespace of the MonitoringConfig.' };
const OF_CONFIG = { ...OF_NAMESPACE, name: 'Name of the MonitoringConfig.' };

@ApiTags('monitoring configs')
@ApiBearerAuth()
@Controller('namespaces/:namespace/monitoring-configs')
export class MonitoringWritesController {
  private readonly writes: ObjectWrites<MonitoringConfig>;

  constructor(private readonly writer: MonitoringWriter) {
    this.writes = new ObjectWrites(writer, monitoringPath);
  }

  @CreateRoute('', {
    summary: 'Says how metrics are collected; databases then name it in `spec.monitoring.configRef`',
    of: OF_NAMESPACE,
    body: MonitoringConfigBody,
    type: MonitoringConfig,
    location: 'The MonitoringConfig.',
  })
  createMonitoringConfig(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.create(exchange);
  }

  @PatchRoute(':name', {
    summary: 'Changes some of it, for every database that names it',
    of: OF_CONFIG,
    body: MonitoringConfigPatchBody,
    type: MonitoringConfig,
  })
  patchMonitoringConfig(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.patch(exchange);
  }

  @ReplaceRoute(':name', {
    summary: 'Replaces all of it; needs If-Match or metadata.resourceVersion',
    of: OF_CONFIG,
    body: MonitoringConfigBody,
    type: MonitoringConfig,
  })
  replaceMonitoringConfig(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.replace(exchange);
  }

  @DeleteRoute(':name', {
    summary: 'Deletes it; refused while a database names it',
    of: OF_CONFIG,
    type: MonitoringConfig,
    refusals: [400, 401, 403, 404, 409, 412],
  })
  @ApiIfMatch()
  @ApiAcceptedResponse({ type: MonitoringConfig, description: 'It goes as soon as nothing holds it.' })
  async deleteMonitoringConfig(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    const conditions = conditionsOf(exchange);
    const { object, isGone } = await this.writer.delete(exchange.caller, addressOf(exchange), conditions);
    return answerDeletion(isGone ? undefined : object, monitoringPath, conditions.dryRun, exchange);
  }
}
