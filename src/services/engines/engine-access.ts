import { ProblemError } from '../../domain/problem.js';
import { DATABASE_ENGINE } from '../../resources/database-engine/index.js';
import type { SubjectAccessAuthorizer } from '../auth/authorizer.js';
import type { Caller } from '../auth/caller.js';

interface EngineKey {
  readonly name: string;
}

/** The rights that engines ask for. They live in no namespace, and that there are some is no secret. */
export class EngineAccess {
  constructor(private readonly authorizer: Pick<SubjectAccessAuthorizer, 'allows'>) {}

  /** @throws ProblemError `not_found` */
  async requireGet(caller: Caller, key: EngineKey): Promise<void> {
    if (!(await this.may(caller, 'get', key))) throw this.notFound(key);
  }

  /** @throws ProblemError `forbidden` */
  async requireList(caller: Caller, verb: 'list' | 'watch'): Promise<void> {
    if (await this.may(caller, verb)) return;
    throw new ProblemError('forbidden', `"${caller.username}" may not ${verb} databaseengines.`);
  }

  mayWatch(caller: Caller, key: EngineKey): Promise<boolean> {
    return this.may(caller, 'watch', key);
  }

  /** What is absent and what may not be seen look alike. */
  notFound({ name }: EngineKey): ProblemError {
    return new ProblemError('not_found', `There is no engine "${name}" that you may see.`);
  }

  private may(caller: Caller, verb: 'get' | 'list' | 'watch', key?: EngineKey): Promise<boolean> {
    return this.authorizer.allows(caller, { verb, type: DATABASE_ENGINE, name: key?.name });
  }
}
