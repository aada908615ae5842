import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../services/auth/caller.js';
import { OperationWriter } from '../../../services/operations/operation-writer.js';
import { CurrentCaller } from '../../common/caller.js';
import { viewOf } from '../view.js';
import { orProblems } from '../writes/mendable-problems.js';
import { CancelOperationInput, DeleteOperationInput, RetryOperationInput } from './operation-inputs.js';
import { CancelOperationPayload, DeleteOperationPayload, RetryOperationPayload } from './operation-payloads.model.js';
import { submissionPayload } from './submission-payload.js';

/** What can be done to an operation that there is. */
@Resolver()
export class OperationLifecycleResolver {
  constructor(private readonly writer: OperationWriter) {}

  @Mutation(() => CancelOperationPayload, {
    description: 'Calls an operation off: at once while it waits, where it is safe while it runs.',
  })
  cancelOperation(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which operation.' }) { namespace, name, dryRun }: CancelOperationInput,
  ): Promise<CancelOperationPayload> {
    return orProblems(async () => {
      const operation = await this.writer.cancel(caller, { namespace, name }, { dryRun });
      return { operation: viewOf(operation), problems: [] };
    });
  }

  @Mutation(() => RetryOperationPayload, {
    description: 'Asks for the same again, after the end: a new operation that names the old one.',
  })
  retryOperation(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which operation.' })
    { namespace, name, dryRun, idempotencyKey }: RetryOperationInput,
  ): Promise<RetryOperationPayload> {
    const options = { dryRun, idempotencyKey: idempotencyKey ?? undefined, via: 'GraphQL' as const };
    return orProblems(async () => submissionPayload(await this.writer.retry(caller, { namespace, name }, options)));
  }

  @Mutation(() => DeleteOperationPayload, {
    description:
      'Removes an operation; one that has not ended is called off first, and is in the answer for as long as it stays.',
  })
  deleteOperation(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'Which operation.' }) { namespace, name, dryRun }: DeleteOperationInput,
  ): Promise<DeleteOperationPayload> {
    return orProblems(async () => {
      const left = await this.writer.delete(caller, { namespace, name }, { dryRun });
      return { operation: left && viewOf(left), problems: [] };
    });
  }
}
