import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { CurrentCaller } from '../../common/caller.js';
import { viewOf } from '../view.js';
import { OperationParameters, typedParametersOf } from './operation-parameters.model.js';

/** What an operation has in GraphQL beside the fields of its custom resource. */
@Resolver(() => OpsRequest)
export class OperationFieldsResolver {
  constructor(private readonly clusters: ClusterReader) {}

  @ResolveField(() => OperationParameters, {
    nullable: true,
    description: 'What it was told: the field of `spec` that is named as its type. Null where there is none.',
  })
  parameters(@Parent() operation: OpsRequest): object | undefined {
    return typedParametersOf(operation);
  }

  @ResolveField(() => DatabaseCluster, {
    nullable: true,
    description: 'The cluster that it is for. Null, with an error, when gone or not for the caller to see.',
  })
  async cluster(@CurrentCaller() caller: Caller, @Parent() { metadata, spec }: OpsRequest): Promise<DatabaseCluster> {
    const key = { namespace: metadata.namespace!, name: spec.clusterRef.name };
    return viewOf(await this.clusters.get(caller, key));
  }
}
