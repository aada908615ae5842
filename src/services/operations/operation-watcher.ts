import type { Informer } from '../../kube/informer/index.js';
import { isTerminal } from '../../operations/index.js';
import type { OperationLogEntry, OpsRequest } from '../../resources/ops-request/index.js';
import type { Caller } from '../auth/caller.js';
import type { NamespacedKey } from '../auth/resource-access.js';
import { ResourceWatcher } from '../reading/resource-watcher.js';
import type { OperationAccess } from './operation-access.js';

import { OPERATION_LIST, type OperationFilter } from './operation-list.js';
import { linesOf, logAfter } from './operation-log.js';

/** Changes of operations, and the lines of one as they are written. */
export class OperationWatcher extends ResourceWatcher<OpsRequest, OperationFilter> {
  constructor(informer: Informer<OpsRequest>, access: OperationAccess) {
    super(informer, access, OPERATION_LIST);
  }

  /** Ends after the last line of an operation that has ended, or was deleted. */
  async *log(
    caller: Caller,
    { namespace, name }: NamespacedKey,
    { after = 0, signal, mustExist }: { after?: number; signal: AbortSignal; mustExist?: boolean },
  ): AsyncGenerator<OperationLogEntry> {
    let told = after;
    for await (const { type, object } of this.watch(caller, { namespace, name: [name], mustExist, signal })) {
      const part = logAfter(object, told);
      yield* linesOf(part);
      told = part.after;
      if (type === 'Deleted' || isTerminal(object)) return;
    }
  }
}
