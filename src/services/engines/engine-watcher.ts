import type { Informer } from '../../kube/informer/index.js';
import type { DatabaseEngine } from '../../resources/database-engine/index.js';
import type { Caller } from '../auth/caller.js';
import { ResourceWatcher } from '../reading/resource-watcher.js';
import type { EngineAccess } from './engine-access.js';
import { ENGINE_LIST, type EngineFilter } from './engine-list.js';

/** Changes of engines: versions that come and go, and whether an operator is there. */
export class EngineWatcher extends ResourceWatcher<DatabaseEngine, EngineFilter> {
  constructor(
    informer: Informer<DatabaseEngine>,
    private readonly rights: EngineAccess,
  ) {
    super(informer, rights, ENGINE_LIST);
  }

  /** Of what lives in no namespace the whole is allowed or refused, and not what is left of it. */
  protected override async requireWatch(
    caller: Caller,
    _namespace: undefined,
    name: readonly string[] | undefined,
  ): Promise<void> {
    if (name?.length !== 1) return this.rights.requireList(caller, 'watch');
    const key = { name: name[0]! };
    if (!(await this.rights.mayWatch(caller, key))) throw this.rights.notFound(key);
  }
}
