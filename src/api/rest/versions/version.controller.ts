import { Controller, Get } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../../../services/auth/caller.js';
import { VersionReport } from '../../../services/versions/version-report.js';
import { Versions } from '../../answers/versions.js';
import { CurrentCaller } from '../../common/caller.js';
import { ApiProblems } from '../documentation.js';

@ApiTags('access')
@ApiBearerAuth()
@Controller('version')
export class VersionController {
  constructor(private readonly report: VersionReport) {}

  /** With a token like everything else: which version of what runs here is what an attacker looks up first. */
  @Get()
  @ApiOperation({ summary: 'What runs here: this service, Kubernetes, engines and their operators' })
  @ApiOkResponse({ type: Versions })
  @ApiProblems(401)
  getVersions(@CurrentCaller() caller: Caller): Promise<Versions> {
    return this.report.for(caller);
  }
}
