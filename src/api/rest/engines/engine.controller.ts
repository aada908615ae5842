import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../services/auth/caller.js';
import { EngineCatalogue } from '../../../services/engines/engine-catalogue.js';
import { ENGINE_LIST } from '../../../services/engines/engine-list.js';
import { EngineWatcher } from '../../../services/engines/engine-watcher.js';
import { DatabaseEngine, EngineParameter, EngineVersion } from '../../../resources/database-engine/index.js';
import { OperationCapabilities } from '../../../services/operations/operation-capabilities.js';
import { CurrentCaller } from '../../common/caller.js';
import { answerItem, answerList } from '../answers.js';
import { ApiObjectPath, ApiProblems, ApiQuerySchema } from '../documentation.js';
import { CurrentExchange, type Exchange } from '../exchange.js';
import { servedList } from '../lists/served-list.js';
import { PageInfo } from '../page.dto.js';
import { readQuery, type QuerySchema } from '../query.js';
import { CapabilityList } from '../operations/operation.dto.js';
import { ItemRoute, ListRoute } from '../routes.js';
import { itemEvents, listEvents } from '../streams/change-events.js';
import { Watched, type WatchedRoute } from '../streams/watched.js';

class EngineList {
  @ApiProperty({ type: () => [DatabaseEngine], description: 'Those of this page, in the order asked for.' })
  items!: DatabaseEngine[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;
}

class VersionList {
  @ApiProperty({ type: () => [EngineVersion], description: 'All of them.' })
  items!: readonly EngineVersion[];
}

class ParameterList {
  @ApiProperty({ type: () => [EngineParameter], description: 'All of them.' })
  items!: readonly EngineParameter[];
}

const SERVED = servedList(ENGINE_LIST, DatabaseEngine);
const OF_ENGINE = { engine: 'Name of the engine.' };
const LIST_CHANGES = { by: EngineWatcher, open: listEvents(SERVED) };
const ITEM_CHANGES: WatchedRoute<EngineWatcher> = {
  by: EngineWatcher,
  open: (watcher, exchange, signal) => itemEvents(watcher, exchange, { name: engineOf(exchange), signal }),
};

const PARAMETER_QUERY = {
  type: 'object',
  properties: {
    version: {
      type: 'string',
      maxLength: 32,
      description: 'Only parameters that this version knows; a line such as `17` will do.',
    },
  },
} as const satisfies QuerySchema;

@ApiTags('engines')
@ApiBearerAuth()
@Controller('engines')
export class EngineController {
  constructor(
    private readonly catalogue: EngineCatalogue,
    private readonly capabilities: OperationCapabilities,
  ) {}

  @ListRoute('', {
    summary: 'Engines: versions, limits, capabilities, and whether its operator is there',
    query: SERVED.query,
    type: EngineList,
  })
  @ApiProblems(403)
  @Watched(LIST_CHANGES)
  listEngines(@CurrentExchange() exchange: Exchange): Promise<EngineList | undefined> {
    return answerList(this.catalogue, SERVED, exchange);
  }

  @ItemRoute(':engine', {
    summary: 'One engine: versions, limits, capabilities, and whether its operator is there',
    of: OF_ENGINE,
    type: DatabaseEngine,
  })
  @Watched(ITEM_CHANGES)
  async getEngine(@CurrentExchange() exchange: Exchange): Promise<object | undefined> {
    return answerItem(await this.catalogue.get(exchange.caller, engineOf(exchange)), exchange);
  }

  @Get(':engine/versions')
  @ApiObjectPath(OF_ENGINE)
  @ApiOperation({ summary: 'Versions with image, status and where each can be upgraded to' })
  @ApiOkResponse({ type: VersionList })
  @ApiProblems(401, 404)
  async listEngineVersions(@CurrentCaller() caller: Caller, @Param('engine') engine: string): Promise<VersionList> {
    return { items: await this.catalogue.versions(caller, engine) };
  }

  @Get(':engine/parameters')
  @ApiObjectPath(OF_ENGINE)
  @ApiOperation({ summary: 'Parameters with type, range, default and restart need' })
  @ApiQuerySchema(PARAMETER_QUERY)
  @ApiOkResponse({ type: ParameterList })
  @ApiProblems(400, 401, 404)
  async listEngineParameters(
    @CurrentCaller() caller: Caller,
    @Param('engine') engine: string,
    @Query() query: Record<string, unknown>,
  ): Promise<ParameterList> {
    const { version } = readQuery<{ version?: string }>(PARAMETER_QUERY, query);
    return { items: await this.catalogue.parameters(caller, engine, version) };
  }

  @Get(':engine/operations')
  @ApiOperation({
    summary: 'Types of operation: which of them databases of the engine can have, and why not the others',
  })
  @ApiObjectPath(OF_ENGINE)
  @ApiOkResponse({ type: CapabilityList })
  @ApiProblems(401, 404)
  async listEngineOperations(
    @CurrentCaller() caller: Caller,
    @Param('engine') engine: string,
  ): Promise<CapabilityList> {
    return { items: this.capabilities.ofEngine(await this.catalogue.get(caller, engine)) };
  }
}

const engineOf = ({ request }: Exchange): string => (request.params as { readonly engine: string }).engine;
