import { Controller, Get, Param } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../services/auth/caller.js';
import { NamespaceDirectory } from '../../../services/namespaces/namespace-directory.js';
import { NamespaceQuotas } from '../../../services/namespaces/namespace-quotas.js';
import { Namespace, NamespaceQuota } from '../../answers/namespace.js';
import { CurrentCaller } from '../../common/caller.js';
import { ApiObjectPath, ApiProblems } from '../documentation.js';
import { CurrentExchange, type Exchange } from '../exchange.js';
import { isKnown, linkNext } from '../page.js';
import { PageInfo } from '../page.dto.js';
import { PAGE_PARAMETERS } from '../parameters.js';
import { readQuery, type QuerySchema } from '../query.js';
import { ListRoute } from '../routes.js';

class NamespaceList {
  @ApiProperty({ type: () => [Namespace], description: 'Those of this page, in the order asked for.' })
  items!: readonly Namespace[];

  @ApiProperty({ type: () => PageInfo })
  page!: PageInfo;

  @ApiProperty({
    description: 'There are more namespaces than rights are asked for at once: some may be missing. Narrow it by `q`.',
    example: false,
  })
  truncated!: boolean;
}

class NamespaceQuotaList {
  @ApiProperty({ type: () => [NamespaceQuota], description: 'All of them.' })
  items!: readonly NamespaceQuota[];
}

const { limit, cursor } = PAGE_PARAMETERS;

const LIST_QUERY = {
  type: 'object',
  properties: {
    limit,
    cursor,
    q: { type: 'string', minLength: 1, maxLength: 63, description: 'Only names that begin so.' },
  },
} as const satisfies QuerySchema;

interface ListQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly q?: string;
}

@ApiTags('access')
@ApiBearerAuth()
@Controller('namespaces')
export class NamespacesController {
  constructor(
    private readonly directory: NamespaceDirectory,
    private readonly quotas: NamespaceQuotas,
  ) {}

  @ListRoute('', {
    summary: 'Namespaces whose clusters the caller may list, with clusters in them or not',
    query: LIST_QUERY,
    type: NamespaceList,
  })
  async listNamespaces(@CurrentExchange() exchange: Exchange): Promise<NamespaceList | undefined> {
    const query = readQuery<ListQuery>(LIST_QUERY, exchange.request.query);
    const page = await this.directory.list(exchange.caller, { ...query, cursorPointer: '?cursor' });
    const { items, truncated } = page;
    const nextCursor = page.hasNext ? page.cursorOf(items.at(-1)!) : undefined;
    if (isKnown([nextCursor, truncated, ...items.map(({ name, terminating }) => `${name} ${terminating}`)], exchange)) {
      return undefined;
    }
    if (nextCursor) linkNext(nextCursor, exchange);
    return { items, page: { limit: query.limit, nextCursor }, truncated };
  }

  @Get(':namespace/quota')
  @ApiOperation({ summary: 'What Kubernetes grants the namespace, and what is taken of it' })
  @ApiObjectPath({ namespace: 'Name of the namespace.' })
  @ApiOkResponse({ type: NamespaceQuotaList })
  @ApiProblems(401, 403, 404)
  async listNamespaceQuotas(
    @CurrentCaller() caller: Caller,
    @Param('namespace') namespace: string,
  ): Promise<NamespaceQuotaList> {
    return { items: await this.quotas.of(caller, namespace) };
  }
}
