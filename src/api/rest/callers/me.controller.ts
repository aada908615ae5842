import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { TokenFacts } from '../../../services/auth/authenticator.js';
import type { Caller } from '../../../services/auth/caller.js';
import { CallerPermissions } from '../../../services/auth/caller-permissions.js';
import { ResourcePermission, Viewer, viewerOf } from '../../answers/viewer.js';
import { CurrentCaller, CurrentToken } from '../../common/caller.js';
import { ApiProblems, ApiQuerySchema } from '../documentation.js';
import { CurrentExchange, type Exchange } from '../exchange.js';
import { readQuery, type QuerySchema } from '../query.js';

class ResourcePermissionList {
  @ApiProperty({ type: () => [ResourcePermission], description: 'All of them.' })
  items!: readonly ResourcePermission[];
}

const PERMISSIONS_QUERY = {
  type: 'object',
  properties: {
    namespace: {
      type: 'string',
      minLength: 1,
      maxLength: 63,
      description: 'In this namespace; in all of them when absent.',
    },
  },
} as const satisfies QuerySchema;

@ApiTags('access')
@ApiBearerAuth()
@Controller('me')
export class MeController {
  constructor(private readonly permissions: CallerPermissions) {}

  @Get()
  @ApiOperation({ summary: 'Who the caller is, and until when their token is taken' })
  @ApiOkResponse({ type: Viewer })
  @ApiProblems(401)
  getMe(@CurrentCaller() caller: Caller, @CurrentToken() token: TokenFacts): Viewer {
    return viewerOf(caller, token);
  }

  @Get('permissions')
  @ApiOperation({ summary: 'What the caller may do, so that nobody is offered what would be refused' })
  @ApiQuerySchema(PERMISSIONS_QUERY)
  @ApiOkResponse({ type: ResourcePermissionList })
  @ApiProblems(400, 401)
  async listMyPermissions(@CurrentExchange() { caller, request }: Exchange): Promise<ResourcePermissionList> {
    const { namespace } = readQuery<{ namespace?: string }>(PERMISSIONS_QUERY, request.query);
    return { items: await this.permissions.of(caller, namespace) };
  }
}
