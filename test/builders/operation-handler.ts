import type { OperationHandler, OperationProgress } from '../../src/providers/contract/index.js';

/** One that goes on for ever, does nothing and can be called off, with the changes under test. */
export function anOperationHandler(changes: Partial<OperationHandler> = {}): OperationHandler {
  return {
    timeoutSeconds: 3600,
    stallSeconds: 600,
    disruption: () => 'Rolling',
    validate: () => [],
    plan: () => ({ steps: [{ name: 'Work' }], restarts: [] }),
    baseline: () => ({ primary: 'orders-1' }),
    progress: () => aProgress(),
    undo: () => ({ state: 'Done' }),
    ...changes,
  };
}

export function aProgress(changes: Partial<OperationProgress> = {}): OperationProgress {
  return {
    state: 'Running',
    message: 'Waiting for orders-4.',
    steps: [{ name: 'Work', state: 'Running' }],
    done: 0,
    total: 1,
    ...changes,
  };
}

export const aResult = (changes: Partial<OperationProgress> = {}): OperationProgress =>
  aProgress({
    state: 'Done',
    message: 'All members serve.',
    steps: [{ name: 'Work', state: 'Done' }],
    done: 1,
    ...changes,
  });
