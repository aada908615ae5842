import { Field, InputType, ObjectType } from '@nestjs/graphql';
import { CLUSTER_PHASE, DatabaseCluster, type ClusterPhase } from '../../../resources/database-cluster/index.js';
import type { ClusterQuery } from '../../../services/clusters/cluster-reader.js';
import type { Connection, Edge } from '../pages/connection-of.js';
import { PageInfo } from '../pages/page-info.model.js';

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
export class DatabaseClusterEdge implements Edge<DatabaseCluster> {
  @Field({ description: 'Opaque; for `after`.' })
  cursor!: string;

  @Field(() => DatabaseCluster, { description: 'The cluster.' })
  node!: DatabaseCluster;
}

@ObjectType({ description: 'A page of clusters, by namespace and name.' })
export class DatabaseClusterConnection implements Connection<DatabaseCluster, ClusterQuery> {
  @Field(() => [DatabaseClusterEdge], { description: 'The clusters of this page.' })
  edges!: DatabaseClusterEdge[];

  @Field(() => PageInfo, { description: 'Where this page stands.' })
  pageInfo!: PageInfo;

  /** What was asked for, so that the total can be counted if it is asked for too. */
  readonly query!: ClusterQuery;
}
