import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { DatabaseEngine } from '../../../resources/database-engine/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { entityTagOf } from '../../../services/writing/intent.js';
import { EngineCatalogue } from '../../../services/engines/engine-catalogue.js';
import { CurrentCaller } from '../../common/caller.js';
import { present } from '../../common/present.js';

/** What a cluster has in GraphQL beside the fields of its custom resource. */
@Resolver(() => DatabaseCluster)
export class ClusterFieldsResolver {
  constructor(private readonly catalogue: EngineCatalogue) {}

  @ResolveField(() => String, {
    description:
      'Names what is wanted as it stands. As `ifMatch` it makes a write fail if somebody else edited it since.',
  })
  etag(@Parent() cluster: DatabaseCluster): string {
    return entityTagOf(cluster);
  }

  @ResolveField(() => DatabaseEngine, {
    nullable: true,
    description:
      "The catalogue's entry of `spec.engine`. Null, with an error, when absent or not for the caller to see.",
  })
  async engine(@CurrentCaller() caller: Caller, @Parent() { spec }: DatabaseCluster): Promise<DatabaseEngine> {
    return present(await this.catalogue.get(caller, spec.engine));
  }
}
