import { Args, Int, Resolver, Subscription } from '@nestjs/graphql';
import { isTerminal } from '../../../operations/index.js';
import { OperationLogEntry, OpsRequest } from '../../../resources/ops-request/index.js';
import type { Caller } from '../../../services/auth/caller.js';
import { OperationWatcher } from '../../../services/operations/operation-watcher.js';
import { CurrentCaller } from '../../common/caller.js';
import { cancellable } from '../streams/cancellable.js';
import { oneObject } from '../streams/object-changes.js';

@Resolver()
export class OperationSubscriptionsResolver {
  constructor(private readonly watcher: OperationWatcher) {}

  @Subscription(() => OpsRequest, {
    resolve: (operation: OpsRequest) => operation,
    description:
      'An operation as it is now, then each change. A slow reader gets the latest state, not every state. Ends with its end.',
  })
  operationChanged(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Its namespace.' }) namespace: string,
    @Args('name', { description: 'Its name.' }) name: string,
  ): AsyncIterableIterator<OpsRequest> {
    return cancellable((signal) =>
      oneObject(this.watcher.watch(caller, { namespace, name: [name], signal }), { isOver: isTerminal }),
    );
  }

  @Subscription(() => OperationLogEntry, {
    resolve: (line: OperationLogEntry) => line,
    description:
      'The story of an operation: the lines that there are, then each new one, until it ends. Lines that are no longer kept are told by one of code `LinesMissing`.',
  })
  operationLog(
    @CurrentCaller() caller: Caller,
    @Args('namespace', { description: 'Its namespace.' }) namespace: string,
    @Args('name', { description: 'Its name.' }) name: string,
    @Args('afterSeq', { type: () => Int, defaultValue: 0, description: 'Only lines with a higher `seq`.' })
    after: number,
  ): AsyncIterableIterator<OperationLogEntry> {
    return cancellable((signal) => this.watcher.log(caller, { namespace, name }, { after, signal }));
  }
}
