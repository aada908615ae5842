import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../services/auth/caller.js';
import type { NamespacedKey } from '../../../services/auth/resource-access.js';
import { ClusterCredentials } from '../../../services/clusters/cluster-credentials.js';
import { CurrentCaller } from '../../common/caller.js';
import { ApiClusterPath, ApiObjectPath, ApiProblems } from '../documentation.js';
import { Credentials, CredentialsList } from './cluster.dto.js';

@ApiTags('credentials')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters/:name/credentials')
export class CredentialsController {
  constructor(private readonly credentials: ClusterCredentials) {}

  @Get()
  @ApiOperation({ summary: 'Users of the database; nothing secret' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: CredentialsList })
  @ApiProblems(401, 403, 404)
  async listClusterCredentials(@CurrentCaller() caller: Caller, @Param() key: NamespacedKey): Promise<CredentialsList> {
    return { items: await this.credentials.list(caller, key) };
  }

  @Get(':user')
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'What one user connects with; needs a right of its own, and is recorded' })
  @ApiClusterPath('namespace', 'name')
  @ApiObjectPath({ user: 'Name of the user.' })
  @ApiOkResponse({ type: Credentials })
  @ApiProblems(401, 403, 404)
  getClusterCredentials(
    @CurrentCaller() caller: Caller,
    @Param() { namespace, name, user }: NamespacedKey & { user: string },
  ): Promise<Credentials> {
    return this.credentials.get(caller, { namespace, name }, user);
  }
}
