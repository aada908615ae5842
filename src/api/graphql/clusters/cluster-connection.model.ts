import { ArgsType, Field, InputType, ObjectType } from '@nestjs/graphql';
import { CLUSTER_PHASE, DatabaseCluster, type ClusterPhase } from '../../../resources/database-cluster/index.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf } from '../pages/list-models.js';
import { ChangeArgumentsOf } from '../streams/change-arguments.js';

@InputType({ description: 'Which clusters. Each list is an "or"; what is left out does not matter.' })
export class ClusterFilter {
  @Field(() => [String], { nullable: true, description: 'Names of engines.' })
  engine?: string[] | null;

  @Field(() => [String], { nullable: true, description: 'Versions; `17` finds every 17.x.' })
  version?: string[] | null;

  @Field(() => [CLUSTER_PHASE.byGraphQlName], { nullable: true, description: 'Phases.' })
  phase?: ClusterPhase[] | null;

  @Field(() => [String], { nullable: true, description: 'Names of clusters.' })
  name?: string[] | null;
}

@ObjectType({ description: 'A cluster and its place in a list.' })
export class DatabaseClusterEdge extends EdgeOf(DatabaseCluster, 'The cluster.') {}

@ObjectType({ description: 'A page of clusters, by namespace and name.' })
export class DatabaseClusterConnection extends ConnectionOf(DatabaseClusterEdge, 'The clusters of this page.') {}

@ArgsType()
export class ClusterListArguments extends ListArgumentsOf(() => ClusterFilter, { items: 'Clusters' }) {}

@ArgsType()
export class ClusterChangeArguments extends ChangeArgumentsOf(() => ClusterFilter, {
  one: 'cluster',
  many: 'clusters',
}) {}
