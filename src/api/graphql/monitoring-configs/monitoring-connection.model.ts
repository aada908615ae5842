import { ArgsType, InputType, ObjectType } from '@nestjs/graphql';
import { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import { MONITORING_LIST } from '../../../services/monitoring-configs/monitoring-list.js';
import { FilterInputOf, sortEnumOf } from '../pages/filter-input.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf } from '../pages/list-models.js';

@InputType({ description: 'Which MonitoringConfigs. Each list is an "or"; what is left out does not matter.' })
export class MonitoringConfigFilter extends FilterInputOf(MONITORING_LIST) {}

const LIST = {
  filter: () => MonitoringConfigFilter,
  sort: sortEnumOf('MonitoringConfigSort', MONITORING_LIST),
  defaultSort: MONITORING_LIST.defaultSort,
};

@ObjectType({ description: 'A MonitoringConfig and its place in a list.' })
export class MonitoringConfigEdge extends EdgeOf(MonitoringConfig, 'The MonitoringConfig.') {}

@ObjectType({ description: 'A page of MonitoringConfigs.' })
export class MonitoringConfigConnection extends ConnectionOf(
  MonitoringConfigEdge,
  'The MonitoringConfigs of this page.',
) {}

@ArgsType()
export class MonitoringConfigListArguments extends ListArgumentsOf({ ...LIST, items: 'MonitoringConfigs' }) {}
