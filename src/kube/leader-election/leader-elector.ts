import type { KubeClient } from '../client/kube-client.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { KubeMetrics } from '../metrics/kube-metrics.js';
import type { ObjectKey } from '../meta/index.js';

export interface LeaderElectorOptions {
  /** One of its own: renewals must never queue behind lists. */
  readonly client: KubeClient;
  readonly lease: ObjectKey;
  readonly identity: string;
  readonly leaseDurationMs?: number;
  readonly renewDeadlineMs?: number;
  readonly retryPeriodMs?: number;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly metrics?: KubeMetrics;
  readonly random?: () => number;
}
export declare class LeaderElector {
  constructor(options: LeaderElectorOptions);
  acquire(signal: AbortSignal): Promise<AbortSignal>;
  isLeader(): boolean;
  release(): Promise<void>;
  readonly fencingToken: string | undefined;
}
