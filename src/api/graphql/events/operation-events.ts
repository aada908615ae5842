import { GraphQLError, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import type { StreamEvent } from '../../common/streams/event-stream.js';

type ShowErrors = (errors: readonly GraphQLError[]) => readonly GraphQLFormattedError[];

/** What an operation came to: one result, or one after the other. */
export type Outcome = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Of `graphql-sse`: each result is told as `next`, and that there will be no more as `complete`. */
export async function* operationEvents(outcome: Outcome, show: ShowErrors): AsyncGenerator<StreamEvent, void> {
  try {
    if (!(Symbol.asyncIterator in outcome)) yield nextEvent(outcome, show);
    else for await (const result of outcome) yield nextEvent(result, show);
  } catch (error) {
    yield failureEvent(error, show);
  }
  yield { event: 'complete', data: {} };
}

/** A failure that belongs to no field, as the last result. */
export function failureEvent(error: unknown, show: ShowErrors): StreamEvent {
  const told = error instanceof GraphQLError ? error : new GraphQLError('', { originalError: asError(error) });
  return { event: 'next', data: { errors: show([told]) } };
}

const nextEvent = (result: ExecutionResult, show: ShowErrors): StreamEvent => ({
  event: 'next',
  data: { ...result, ...(result.errors && { errors: show(result.errors) }) },
});

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
