import { Controller, Get, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { OPERATION_LIST } from '../../../services/operations/operation-list.js';
import { logAfter } from '../../../services/operations/operation-log.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { OperationWatcher } from '../../../services/operations/operation-watcher.js';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { answerItem, answerList } from '../answers.js';
import { ApiConditionalRead, ApiObjectPath, ApiPrefer, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { VisibleClusterGuard } from '../clusters/visible-cluster.guard.js';
import { servedList } from '../lists/served-list.js';
import { itemEvents, listEvents } from '../streams/change-events.js';
import { Watched, type WatchedRoute } from '../streams/watched.js';
import { readQuery } from '../query.js';
import { ListRoute } from '../routes.js';
import { OperationAnswers } from './operation-answers.js';
import { OperationList, OperationLog } from './operation.dto.js';
import { logEvents } from './log-events.js';
import { operationAt } from './operation-path.js';
import { LOG_QUERY, type LogQuery } from './operation-query.js';

const SERVED = servedList(OPERATION_LIST, OpsRequest);
const SERVED_OF_CLUSTER = servedList(OPERATION_LIST, OpsRequest, ['cluster']);
const LIST = { query: SERVED.query, type: OperationList };
const LIST_CHANGES = { by: OperationWatcher, open: listEvents(SERVED) };
const ofCluster = (exchange: Exchange): { cluster: [string] } => ({ cluster: [addressOf(exchange).name] });
const CHANGES_OF_CLUSTER = { by: OperationWatcher, open: listEvents(SERVED_OF_CLUSTER, ofCluster) };
const ITEM_CHANGES: WatchedRoute<OperationWatcher> = {
  by: OperationWatcher,
  open: (watcher, exchange, signal) => itemEvents(watcher, exchange, { ...operationAt(exchange), signal }),
};
const OF_OPERATION = { namespace: 'Namespace of the operation.', id: 'Name of the operation.' };

@ApiTags('operations')
@ApiBearerAuth()
@Controller()
export class OperationReadsController {
  constructor(
    private readonly reader: OperationReader,
    private readonly answers: OperationAnswers,
  ) {}

  @ListRoute('operations', {
    ...LIST,
    summary: 'Operations of every namespace that the caller may list, the newest first',
  })
  @Watched(LIST_CHANGES)
  listAllOperations(@CurrentExchange() exchange: Exchange): Promise<OperationList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/operations', {
    ...LIST,
    summary: 'Operations of a namespace, the newest first',
    of: { namespace: 'Namespace of the operations.' },
  })
  @Watched(LIST_CHANGES)
  listOperations(@CurrentExchange() exchange: Exchange): Promise<OperationList | undefined> {
    return answerList(this.reader, SERVED, exchange);
  }

  @ListRoute('namespaces/:namespace/clusters/:name/operations', {
    summary: 'Operations of a cluster, the newest first',
    of: { namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' },
    query: SERVED_OF_CLUSTER.query,
    type: OperationList,
  })
  @UseGuards(VisibleClusterGuard)
  @Watched(CHANGES_OF_CLUSTER)
  listClusterOperations(@CurrentExchange() exchange: Exchange): Promise<OperationList | undefined> {
    return answerList(this.reader, SERVED_OF_CLUSTER, exchange, ofCluster(exchange));
  }

  @Get('namespaces/:namespace/operations/:id')
  @ApiOperation({ summary: 'One operation: what was asked for, how far it is, what came of it' })
  @ApiObjectPath(OF_OPERATION)
  @ApiPrefer()
  @ApiConditionalRead()
  @ApiOkResponse({ type: OpsRequest, headers: { ETag: { description: 'For If-None-Match.' } } })
  @ApiAcceptedResponse({ type: OpsRequest, description: 'It was waited for, and has not ended.' })
  @ApiProblems(401, 404)
  @Watched(ITEM_CHANGES)
  async getOperation(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    const found = await this.reader.get(exchange.caller, operationAt(exchange));
    return answerItem(await this.answers.afterWaiting(found, exchange), exchange);
  }

  @Get('namespaces/:namespace/operations/:id/log')
  @ApiOperation({ summary: 'The story of an operation, line by line' })
  @ApiObjectPath(OF_OPERATION)
  @ApiQuerySchema(LOG_QUERY)
  @ApiOkResponse({ type: OperationLog })
  @ApiProblems(400, 401, 404)
  @Watched({ by: OperationWatcher, open: logEvents })
  async getOperationLog(@CurrentExchange() exchange: Exchange): Promise<OperationLog> {
    const { after } = readQuery<LogQuery>(LOG_QUERY, exchange.request.query);
    return logAfter(await this.reader.get(exchange.caller, operationAt(exchange)), after);
  }
}
