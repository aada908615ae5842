import { Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { VersionReport } from '../../../services/versions/version-report.js';
import { Versions } from '../../answers/versions.js';
import { CurrentCaller } from '../../common/caller.js';

@Resolver()
export class VersionResolver {
  constructor(private readonly report: VersionReport) {}

  @Query(() => Versions, { description: 'What runs here: this service, Kubernetes, engines and their operators.' })
  version(@CurrentCaller() caller: Caller): Promise<Versions> {
    return this.report.for(caller);
  }
}
