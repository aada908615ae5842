import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { RecoveryWindows } from '../../../services/backups/recovery-windows.js';
import { ClusterReader } from '../../../services/clusters/cluster-reader.js';
import { ApiClusterPath, ApiProblems } from '../documentation.js';
import { addressOf, CurrentExchange, type Exchange } from '../exchange.js';
import { RecoveryWindowAnswer, type WindowBackup } from './backup.dto.js';

@ApiTags('backups')
@ApiBearerAuth()
@Controller('namespaces/:namespace/clusters/:name/recovery-window')
export class RecoveryWindowController {
  constructor(
    private readonly clusters: ClusterReader,
    private readonly windows: RecoveryWindows,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Which moments a cluster can go back to' })
  @ApiClusterPath('namespace', 'name')
  @ApiOkResponse({ type: RecoveryWindowAnswer })
  @ApiProblems(401, 404)
  async getClusterRecoveryWindow(@CurrentExchange() exchange: Exchange): Promise<RecoveryWindowAnswer> {
    const cluster = await this.clusters.get(exchange.caller, addressOf(exchange));
    const { basedOn, ...window } = await this.windows.of(exchange.caller, cluster);
    return { ...window, basedOn: basedOn.map(placeOf) };
  }
}

const placeOf = ({ metadata: { name }, status }: DatabaseBackup): WindowBackup => ({
  name,
  storage: status!.storage!,
  recoverableFrom: status!.recoverableFrom!,
});
