import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CLUSTER_LIST } from '../../../services/clusters/cluster-list.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { ClusterWatcher } from '../../../services/clusters/cluster-watcher.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { answerItem, answerList } from '../answers.js';
import { ApiClusterPath, ApiProblems } from '../documentation.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { servedList } from '../lists/served-list.js';
import { itemEvents, listEvents } from '../streams/change-events.js';
import { Watched, type WatchedRoute } from '../streams/watched.js';
import { ItemRoute, ListRoute } from '../routes.js';
import { ClusterConnection, ClusterList } from './cluster.dto.js';

const SERVED = servedList(CLUSTER_LIST, DatabaseCluster);
const LIST = { query: SERVED.query, type: ClusterList };
const LIST_CHANGES = { by: ClusterWatcher, open: listEvents(SERVED) };
const ITEM_CHANGES: WatchedRoute<ClusterWatcher> = {
  by: ClusterWatcher,
  open: (watcher, exchange, signal) => itemEvents(watcher, exchange, { ...addressOf(exchange), signal }),
};

@ApiTags('clusters')
@ApiBearerAuth()
@Controller()
export class ClusterReadsController {
  constructor(private readonly reader: ClusterReader) {}

  @ListRoute('clusters', { ...LIST, summary: 'Clusters of every namespace that the caller may list' })
  @Watched(LIST_CHANGES)
  listAllClusters(@CurrentExchange() exchange: Exchange): Promise<ClusterList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/clusters', {
    ...LIST,
    summary: 'Clusters of a namespace',
    of: { namespace: 'Namespace of the clusters.' },
  })
  @Watched(LIST_CHANGES)
  listClusters(@CurrentExchange() exchange: Exchange): Promise<ClusterList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ItemRoute('namespaces/:namespace/clusters/:name', {
    summary: 'One cluster: what is wanted and what is',
    of: { namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' },
    type: DatabaseCluster,
  })
  @Watched(ITEM_CHANGES)
  async getCluster(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    return answerItem(await this.reader.get(exchange.caller, addressOf(exchange)), exchange);
  }

  @Get('namespaces/:namespace/clusters/:name/endpoints')
  @ApiOperation({ summary: 'Where clients connect, and the Secret to bind to' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: ClusterConnection })
  @ApiProblems(401, 404)
  async getClusterEndpoints(@CurrentExchange() exchange: Exchange): Promise<ClusterConnection> {
    const { status } = await this.reader.get(exchange.caller, addressOf(exchange));
    return { endpoints: status?.endpoints ?? [], binding: status?.binding };
  }
}
