/** What the runtime reports about itself. The names on the wire are those that operators' dashboards already know. */

export interface ClientMetrics {
  /** `code` is `0` when no answer came. */
  requestFinished(method: string, host: string, code: number, durationSeconds: number): void;
  requestRetried(method: string, host: string): void;
}

/** Read when metrics are scraped. */
export interface QueueStats {
  readonly depth: { readonly normal: number; readonly low: number };
  /** Seconds of work begun and not finished, summed over the workers. */
  readonly unfinishedSeconds: number;
  readonly longestRunningSeconds: number;
}

export interface QueueMetrics {
  added(): void;
  retried(): void;
  /** How long the key waited for a worker. */
  started(waitedSeconds: number): void;
  finished(workedSeconds: number): void;
}

export type ReconcileResult = 'success' | 'error' | 'requeue' | 'requeue_after';

export interface ControllerMetrics {
  workerStarted(): void;
  workerFinished(result: ReconcileResult, durationSeconds: number): void;
  failed(): void;
  failedTerminally(): void;
  panicked(): void;
  timedOut(): void;
}

export type InformerRestartCause =
  | 'expired'
  | 'ended_early'
  | 'throttled'
  | 'disconnected'
  | 'not_served'
  /** The server does not begin watches with all there is. */
  | 'not_streamed'
  | 'failed';

/** Read when metrics are scraped. */
export interface InformerStats {
  readonly objects: number;
  /** Undefined before the first list. */
  readonly lastSyncRv: string | undefined;
  /** Since the server last said anything, bookmarks included. */
  readonly silentSeconds: number;
}

export interface InformerMetrics {
  restarted(cause: InformerRestartCause): void;
  handlerFailed(): void;
}

export interface KubeMetrics {
  readonly client: ClientMetrics;
  queue(name: string, stats: () => QueueStats): QueueMetrics;
  controller(name: string, maxConcurrent: number): ControllerMetrics;
  /** `name` tells informers of one kind apart: the resource and its selector. */
  informer(name: string, stats: () => InformerStats): InformerMetrics;
  leadership(name: string, isLeader: boolean): void;
}

const nothing = (): void => undefined;

/** Counts nothing. */
export const noMetrics: KubeMetrics = {
  client: { requestFinished: nothing, requestRetried: nothing },
  queue: () => ({ added: nothing, retried: nothing, started: nothing, finished: nothing }),
  controller: () => ({
    workerStarted: nothing,
    workerFinished: nothing,
    failed: nothing,
    failedTerminally: nothing,
    panicked: nothing,
    timedOut: nothing,
  }),
  informer: () => ({ restarted: nothing, handlerFailed: nothing }),
  leadership: nothing,
};
