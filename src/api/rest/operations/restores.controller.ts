import { Controller, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { OpsRequest } from '../../../resources/ops-request/index.js';
import { OPERATION_LIST } from '../../../services/operations/operation-list.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { OperationWatcher } from '../../../services/operations/operation-watcher.js';
import { OperationWriter } from '../../../services/operations/operation-writer.js';
import { answerList } from '../answers.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { VisibleClusterGuard } from '../clusters/visible-cluster.guard.js';
import { servedList } from '../lists/served-list.js';
import { ListRoute } from '../routes.js';
import { listEvents } from '../streams/change-events.js';
import { Watched } from '../streams/watched.js';
import { OperationAnswers } from './operation-answers.js';
import { OperationList, RestoreBody } from './operation.dto.js';
import { SubmitRoute } from './submit-route.js';

const OF_CLUSTER = { namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' };
const RESTORES = servedList(OPERATION_LIST, OpsRequest, ['cluster', 'type']);
const restoresOf = (exchange: Exchange): { cluster: [string]; type: ['Restore'] } => ({
  cluster: [addressOf(exchange).name],
  type: ['Restore'],
});

/** Restores in place are operations of type Restore, under a name of their own. */
@ApiTags('backups')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters/:name/restores')
export class RestoresController {
  constructor(
    private readonly reader: OperationReader,
    private readonly writer: OperationWriter,
    private readonly answers: OperationAnswers,
  ) {}

  @ListRoute('', {
    summary: 'Restores of a cluster in place, the newest first: its operations of type Restore',
    of: OF_CLUSTER,
    query: RESTORES.query,
    type: OperationList,
  })
  @UseGuards(VisibleClusterGuard)
  @Watched({ by: OperationWatcher, open: listEvents(RESTORES, restoresOf) })
  listClusterRestores(@CurrentExchange() exchange: Exchange): Promise<OperationList | undefined> {
    return answerList(this.reader, RESTORES, exchange, restoresOf(exchange));
  }

  @SubmitRoute('', {
    summary: 'Puts a cluster back to a backup or a moment, in place: what it holds now is replaced',
    of: OF_CLUSTER,
    body: RestoreBody,
  })
  restoreCluster(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { namespace, name: cluster } = addressOf(exchange);
    const { caller, request } = exchange;
    const place = { namespace, cluster, type: 'Restore' as const };
    return this.answers.submitting(exchange, (options) => this.writer.create(caller, place, request.body, options));
  }
}
