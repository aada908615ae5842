import { Controller, Delete, HttpCode, HttpStatus } from '@nestjs/common';
import { ApiAcceptedResponse, ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ClusterWriter } from '../../../services/clusters/cluster-writer.js';
import { DatabaseCluster } from '../../../resources/database-cluster/index.js';
import { clusterPath } from '../../common/paths.js';
import { present } from '../../common/present.js';
import { accept } from '../answers.js';
import { ApiClusterPath, ApiIfMatch, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { addressOf, CurrentExchange, headerOf, type Exchange } from '../exchange.js';
import { readQuery } from '../query.js';
import { CreateRoute, PatchRoute, ReplaceRoute } from '../routes.js';
import { ObjectWrites } from '../writes/object-writes.js';
import { ClusterBody, ClusterPatchBody } from './cluster.dto.js';
import { DELETE_QUERY, type DeleteQuery } from './cluster-query.js';

const OF_NAMESPACE = { namespace: 'Namespace of the cluster.' };
const OF_CLUSTER = { ...OF_NAMESPACE, name: 'Name of the cluster.' };

@ApiTags('clusters')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters')
export class ClusterWritesController {
  private readonly writes: ObjectWrites<DatabaseCluster>;

  constructor(private readonly writer: ClusterWriter) {
    this.writes = new ObjectWrites(writer, clusterPath);
  }

  @CreateRoute('', {
    summary: 'Asks for a database; it is made in the background, `status.phase` tells',
    of: OF_NAMESPACE,
    body: ClusterBody,
    type: DatabaseCluster,
    location: 'The cluster to watch.',
  })
  createCluster(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.create(exchange);
  }

  @PatchRoute(':name', {
    summary: 'Changes some of what is wanted',
    of: OF_CLUSTER,
    body: ClusterPatchBody,
    type: DatabaseCluster,
  })
  patchCluster(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.patch(exchange);
  }

  @ReplaceRoute(':name', {
    summary: 'Replaces all that is wanted; needs If-Match or metadata.resourceVersion',
    of: OF_CLUSTER,
    body: ClusterBody,
    type: DatabaseCluster,
  })
  replaceCluster(@CurrentExchange() exchange: Exchange): Promise<object> {
    return this.writes.replace(exchange);
  }

  @Delete(':name')
  @HttpCode(HttpStatus.ACCEPTED)
  @ApiOperation({ summary: 'Deletes the database; accepted again while it goes' })
  @ApiClusterPath('namespace', 'name')
  @ApiQuerySchema(DELETE_QUERY)
  @ApiIfMatch()
  @ApiAcceptedResponse({
    type: DatabaseCluster,
    headers: { Location: { description: 'Answers 404 when it is gone.' }, 'Retry-After': {} },
  })
  @ApiOkResponse({ type: DatabaseCluster, description: 'A dry run: what would go.' })
  @ApiProblems(401, 403, 404, 409, 412)
  async deleteCluster(@CurrentExchange() exchange: Exchange): Promise<object> {
    const { dryRun, policy } = readQuery<DeleteQuery>(DELETE_QUERY, exchange.request.query);
    const key = addressOf(exchange);
    const conditions = { ifMatch: headerOf(exchange, 'if-match'), dryRun, policy };
    const cluster = await this.writer.delete(exchange.caller, key, conditions);
    if (dryRun) return present((void exchange.reply.status(HttpStatus.OK), cluster));
    accept(clusterPath(key), exchange);
    return present(cluster);
  }
}
