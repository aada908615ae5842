import { Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { MONITORING_LIST } from '../../../services/monitoring-configs/monitoring-list.js';
import { MonitoringReader } from '../../../services/monitoring-configs/monitoring-reader.js';
import { MonitoringWatcher } from '../../../services/monitoring-configs/monitoring-watcher.js';
import { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import { answerItem, answerList } from '../answers.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { servedList } from '../lists/served-list.js';
import { itemEvents, listEvents } from '../streams/change-events.js';
import { Watched, type WatchedRoute } from '../streams/watched.js';
import { ItemRoute, ListRoute } from '../routes.js';
import { MonitoringConfigList } from './monitoring.dto.js';

const SERVED = servedList(MONITORING_LIST, MonitoringConfig);
const LIST = { query: SERVED.query, type: MonitoringConfigList };
const LIST_CHANGES = { by: MonitoringWatcher, open: listEvents(SERVED) };
const ITEM_CHANGES: WatchedRoute<MonitoringWatcher> = {
  by: MonitoringWatcher,
  open: (watcher, exchange, signal) => itemEvents(watcher, exchange, { ...addressOf(exchange), signal }),
};

@ApiTags('monitoring configs')
@ApiBearerAuth()
@Controller()
export class MonitoringReadsController {
  constructor(private readonly reader: MonitoringReader) {}

  @ListRoute('monitoring-configs', {
    ...LIST,
    summary: 'MonitoringConfigs of every namespace that the caller may list',
  })
  @Watched(LIST_CHANGES)
  listAllMonitoringConfigs(@CurrentExchange() exchange: Exchange): Promise<MonitoringConfigList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/monitoring-configs', {
    ...LIST,
    summary: 'MonitoringConfigs of a namespace',
    of: { namespace: 'Namespace of the MonitoringConfigs.' },
  })
  @Watched(LIST_CHANGES)
  listMonitoringConfigs(@CurrentExchange() exchange: Exchange): Promise<MonitoringConfigList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ItemRoute('namespaces/:namespace/monitoring-configs/:name', {
    summary: 'One MonitoringConfig: how metrics are collected, and how many databases name it',
    of: { namespace: 'Namespace of the MonitoringConfig.', name: 'Name of the MonitoringConfig.' },
    type: MonitoringConfig,
  })
  @Watched(ITEM_CHANGES)
  async getMonitoringConfig(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    return answerItem(await this.reader.get(exchange.caller, addressOf(exchange)), exchange);
  }
}
