import { isTerminal } from '../../operations/index.js';
import type { OpsRequest } from '../../resources/ops-request/index.js';
import { ObjectWaiter, type WaitOptions } from '../writing/object-waiter.js';

/** Lets callers wait for the end of an operation. */
export class OperationWaiter extends ObjectWaiter<OpsRequest> {
  untilEnded(operation: OpsRequest, options: WaitOptions): Promise<OpsRequest> {
    return this.until(operation, isTerminal, options);
  }
}
