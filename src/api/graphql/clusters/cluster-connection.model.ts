import { ArgsType, InputType, ObjectType } from '@nestjs/graphql';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { CLUSTER_LIST } from '../../../services/clusters/cluster-list.js';
import { FilterInputOf, sortEnumOf } from '../pages/filter-input.js';
import { ConnectionOf, EdgeOf, ListArgumentsOf } from '../pages/list-models.js';
import { ChangeArgumentsOf } from '../streams/change-arguments.js';

@InputType({ description: 'Which clusters. Each list is an "or"; what is left out does not matter.' })
export class ClusterFilter extends FilterInputOf(CLUSTER_LIST) {}

const LIST = {
  filter: () => ClusterFilter,
  sort: sortEnumOf('ClusterSort', CLUSTER_LIST),
  defaultSort: CLUSTER_LIST.defaultSort,
};

@ObjectType({ description: 'A cluster and its place in a list.' })
export class DatabaseClusterEdge extends EdgeOf(DatabaseCluster, 'The cluster.') {}

@ObjectType({ description: 'A page of clusters.' })
export class DatabaseClusterConnection extends ConnectionOf(DatabaseClusterEdge, 'The clusters of this page.') {}

@ArgsType()
export class ClusterListArguments extends ListArgumentsOf({ ...LIST, items: 'Clusters' }) {}

@ArgsType()
export class ClusterChangeArguments extends ChangeArgumentsOf(() => ClusterFilter, {
  one: 'cluster',
  many: 'clusters',
}) {}
