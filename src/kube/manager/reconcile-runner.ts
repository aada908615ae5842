import type { Clock } from '../clock.js';
import { isConflict } from '../client/kube-error.js';
import { Deadline } from '../deadline.js';
import type { Logger } from '../logger.js';
import { parseKey } from '../meta/index.js';
import type { ControllerMetrics, ReconcileResult } from '../metrics/kube-metrics.js';
import type { OwnWrites } from './own-writes.js';
import { ConflictError, TerminalError, type ReconcileContext, type Reconciler, type Result } from './reconciler.js';

/** What the queue does with the key next. */
export type Outcome =
  { readonly next: 'forget' } | { readonly next: 'retry' } | { readonly next: 'after'; readonly delayMs: number };

export interface ReconcileRunnerParts {
  readonly reconciler: Reconciler;
  readonly ownWrites: OwnWrites;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: ControllerMetrics;
  readonly newId: () => string;
}

interface Run {
  readonly ctx: ReconcileContext;
  readonly deadline: Deadline;
}

/** Runs one reconcile and turns whatever comes of it, a throw included, into an outcome. Never rejects. */
export class ReconcileRunner {
  constructor(private readonly parts: ReconcileRunnerParts) {}

  async run(key: string, stopping: AbortSignal): Promise<Outcome> {
    const { clock, metrics, timeoutMs } = this.parts;
    const startedMs = clock.monotonicMs();
    const deadline = new Deadline(clock, stopping);
    deadline.limit(timeoutMs, 'reconcile timeout');
    const run = { ctx: this.contextFor(key, deadline.signal), deadline };
    metrics.workerStarted();
    const outcome = await this.attempt(key, run).catch((error: unknown) => this.judge(error, run, stopping));
    deadline.end();
    metrics.workerFinished(outcome.result, (clock.monotonicMs() - startedMs) / 1_000);
    return outcome;
  }

  private async attempt(key: string, { ctx }: Run): Promise<Outcome & { result: ReconcileResult }> {
    const isSettled = await this.parts.ownWrites.settle(key, ctx.signal);
    if (!isSettled) throw new ConflictError('the cache does not show our last write yet');
    return outcomeOf(await this.parts.reconciler.reconcile(ctx.key, ctx));
  }

  private contextFor(key: string, signal: AbortSignal): ReconcileContext {
    const reconcileId = this.parts.newId();
    return {
      key: parseKey(key),
      signal,
      reconcileId,
      logger: this.parts.logger.child({ key, reconcileId }),
      recordWrite: (type, written) => {
        this.parts.ownWrites.record(key, type, written);
        return written;
      },
    };
  }

  private judge(error: unknown, { ctx, deadline }: Run, stopping: AbortSignal): Outcome & { result: ReconcileResult } {
    // Cut off by shutdown: the next process, or the next leader, begins with this key anyway.
    if (stopping.aborted) return { next: 'retry', result: 'requeue' };
    if (error instanceof ConflictError || isConflict(error)) {
      ctx.logger.debug('Reconcile met a newer object', { err: error });
      return { next: 'retry', result: 'requeue' };
    }
    this.parts.metrics.failed();
    if (error instanceof TerminalError) {
      this.parts.metrics.failedTerminally();
      ctx.logger.error('Reconcile failed for good', { err: error });
      return { next: 'forget', result: 'error' };
    }
    if (deadline.isTimedOut) this.parts.metrics.timedOut();
    if (isBug(error)) this.parts.metrics.panicked();
    ctx.logger.error('Reconcile failed', { err: error });
    return { next: 'retry', result: 'error' };
  }
}

function outcomeOf(result: Result): Outcome & { result: ReconcileResult } {
  if (!result) return { next: 'forget', result: 'success' };
  return { next: 'after', delayMs: result.requeueAfterMs, result: 'requeue_after' };
}

/** What Go calls a panic: no refusal by anyone, but a mistake in our own code. */
function isBug(error: unknown): boolean {
  return (
    !(error instanceof Error) ||
    error instanceof TypeError ||
    error instanceof ReferenceError ||
    error instanceof RangeError
  );
}
