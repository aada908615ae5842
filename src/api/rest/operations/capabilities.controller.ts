import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { OperationCapabilities } from '../../../services/operations/operation-capabilities.js';
import { CurrentCaller } from '../../common/caller.js';
import { ApiClusterPath, ApiProblems } from '../documentation.js';
import { CapabilityList } from './operation.dto.js';

@ApiTags('operations')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters/:name/capabilities')
export class CapabilitiesController {
  constructor(
    private readonly reader: ClusterReader,
    private readonly capabilities: OperationCapabilities,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What can be done to a cluster now, and why the rest cannot' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: CapabilityList })
  @ApiProblems(401, 404)
  async listClusterCapabilities(@CurrentCaller() caller: Caller, @Param() key: NamespacedKey): Promise<CapabilityList> {
    return { items: this.capabilities.of(await this.reader.get(caller, key)) };
  }
}
