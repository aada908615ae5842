import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ClusterMember } from '../../../resources/database-cluster/index.js';
import { ClusterConfiguration } from '../../../services/clusters/cluster-configuration.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { ClusterEventReader } from '../../../services/events/cluster-events.js';
import { ClusterConfig } from '../../answers/cluster-config.js';
import { ClusterEventList } from '../../answers/cluster-events.js';
import { ApiClusterPath, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { PAGE_PARAMETERS } from '../parameters.js';
import { readQuery, type QuerySchema } from '../query.js';

class MemberList {
  @ApiProperty({ type: () => [ClusterMember], description: 'Empty until the first is seen.' })
  items!: readonly ClusterMember[];
}

const EVENTS_QUERY = {
  type: 'object',
  properties: { limit: { ...PAGE_PARAMETERS.limit, description: 'At most so many, the newest.' } },
} as const satisfies QuerySchema;

/** What is known of one cluster beside the cluster itself. */
@ApiTags('clusters')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters/:name')
export class ClusterDetailsController {
  constructor(
    private readonly reader: ClusterReader,
    private readonly configuration: ClusterConfiguration,
    private readonly events: ClusterEventReader,
  ) {}

  @Get('members')
  @ApiOperation({ summary: 'Members with role, readiness and place; as in its status' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: MemberList })
  @ApiProblems(401, 404)
  async listClusterMembers(@CurrentExchange() exchange: Exchange): Promise<MemberList> {
    const { status } = await this.reader.get(exchange.caller, addressOf(exchange));
    return { items: status?.members ?? [] };
  }

  @Get('config')
  @ApiOperation({ summary: 'Settings of the engine: what is wished for, what holds without' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: ClusterConfig })
  @ApiProblems(401, 404)
  async getClusterConfig(@CurrentExchange() exchange: Exchange): Promise<ClusterConfig> {
    return this.configuration.of(await this.reader.get(exchange.caller, addressOf(exchange)));
  }

  @Get('events')
  @ApiOperation({ summary: 'What Kubernetes tells of a cluster, its parts, operations and backups' })
  @ApiClusterPath('namespace', 'name')
  @ApiQuerySchema(EVENTS_QUERY)
  @ApiOkResponse({ type: ClusterEventList })
  @ApiProblems(400, 401, 403, 404)
  listClusterEvents(@CurrentExchange() exchange: Exchange): Promise<ClusterEventList> {
    const { limit } = readQuery<{ limit: number }>(EVENTS_QUERY, exchange.request.query);
    return this.events.of(exchange.caller, addressOf(exchange), limit);
  }
}
