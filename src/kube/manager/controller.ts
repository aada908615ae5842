import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { KubeMetrics } from '../metrics/kube-metrics.js';
import type { ObjectKey } from '../meta/index.js';
import type { Reconciler } from './reconciler.js';
import type { WatchSource } from './watch-source.js';

export interface ControllerOptions {
  readonly name: string;
  readonly reconciler: Reconciler;
  readonly sources: readonly WatchSource[];
  readonly maxConcurrent?: number;
  readonly reconcileTimeoutMs?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly metrics?: KubeMetrics;
}
export declare class Controller {
  constructor(options: ControllerOptions);
  readonly name: string;
  enqueue(key: ObjectKey, options?: { lowPriority?: boolean; afterMs?: number }): void;
}
