import { Args, Query, Resolver } from '@nestjs/graphql';
import { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { MONITORING_LIST } from '../../../services/monitoring-configs/monitoring-list.js';
import { MonitoringReader } from '../../../services/monitoring-configs/monitoring-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { connectionOf, queryOf } from '../pages/connection-of.js';
import type { Connection } from '../pages/list-models.js';
import { viewOf } from '../view.js';
import { MonitoringConfigConnection, MonitoringConfigListArguments } from './monitoring-connection.model.js';

@Resolver()
export class MonitoringQueriesResolver {
  constructor(private readonly reader: MonitoringReader) {}

  @Query(() => MonitoringConfig, {
    nullable: true,
    description:
      'One MonitoringConfig: how metrics are collected, and how many databases name it. Null, with `not_found`, when absent.',
  })
  async monitoringConfig(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Its namespace.' }) namespace: string,
    @Args('name', { description: 'Its name.' }) name: string,
  ): Promise<MonitoringConfig> {
    return viewOf(await this.reader.get(caller, { namespace, name }));
  }

  @Query(() => MonitoringConfigConnection, { description: 'MonitoringConfigs that the caller may list.' })
  monitoringConfigs(
    @CurrentCaller() caller: Caller,
    @Args() args: MonitoringConfigListArguments,
  ): Promise<Connection<MonitoringConfig>> {
    return connectionOf((query) => this.reader.list(caller, query), queryOf(MONITORING_LIST, args));
  }
}
