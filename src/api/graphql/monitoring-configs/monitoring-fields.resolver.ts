import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { MonitoringConfig } from '../../../resources/monitoring-config/index.js';
import { entityTagOf } from '../../../services/writing/intent.js';

/** What a MonitoringConfig has in GraphQL beside the fields of its custom resource. */
@Resolver(() => MonitoringConfig)
export class MonitoringFieldsResolver {
  @ResolveField(() => String, {
    description:
      'Names what is wanted as it stands. As `ifMatch` it makes a write fail if somebody else edited it since.',
  })
  etag(@Parent() config: MonitoringConfig): string {
    return entityTagOf(config);
  }
}
