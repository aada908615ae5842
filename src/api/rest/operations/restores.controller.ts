import { Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { OperationReader } from '../../../services/operations/operation-reader.js';
import { OperationWriter } from '../../../services/operations/operation-writer.js';
import { answerList } from '../answers.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { ListRoute } from '../routes.js';
import { OperationAnswers } from './operation-answers.js';
import { OperationList, RestoreBody } from './operation.dto.js';
import { CLUSTER_LIST_QUERY } from './operation-query.js';
import { SubmitRoute } from './submit-route.js';

const OF_CLUSTER = { namespace: 'Namespace of the cluster.', name: 'Name of the cluster.' };
const { type: _type, ...ofOneType } = CLUSTER_LIST_QUERY.properties;
const RESTORE_QUERY = { ...CLUSTER_LIST_QUERY, properties: ofOneType };

/** Restores in place are operations of type Restore, under a name of their own. */
@ApiTags('backups')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters/:name/restores')
export class RestoresController {
  constructor(
    private readonly reader: OperationReader,
    private readonly clusters: ClusterReader,
    private readonly writer: OperationWriter,
    private readonly answers: OperationAnswers,
  ) {}

  @ListRoute('', {
    summary: 'Restores of a cluster in place, the newest first: its operations of type Restore',
    of: OF_CLUSTER,
    query: RESTORE_QUERY,
    type: OperationList,
  })
  async list(@CurrentExchange() exchange: Exchange): Promise<OperationList> {
    const cluster = addressOf(exchange);
    await this.clusters.get(exchange.caller, cluster);
    return answerList(this.reader, RESTORE_QUERY, exchange, () => ({ cluster: [cluster.name], type: ['Restore'] }));
  }

  @SubmitRoute('', {
    summary: 'Puts a cluster back to a backup or a moment, in place: what it holds now is replaced',
    of: OF_CLUSTER,
    body: RestoreBody,
  })
  create(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { namespace, name: cluster } = addressOf(exchange);
    const { caller, request } = exchange;
    const place = { namespace, cluster, type: 'Restore' as const };
    return this.answers.submitting(exchange, (options) => this.writer.create(caller, place, request.body, options));
  }
}
