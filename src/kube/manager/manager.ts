import type { SharedInformers } from '../informer/index.js';
import type { LeaderElector } from '../leader-election/index.js';
import type { EventRecorder } from '../events/index.js';
import type { Logger } from '../logger.js';
import type { Controller } from './controller.js';

export interface ManagerOptions {
  readonly informers: SharedInformers;
  readonly controllers: readonly Controller[];
  /** Absent: this process is the only one. */
  readonly elector?: LeaderElector;
  readonly events?: EventRecorder;
  /** The lease is lost or the start failed: the process should end, non-zero. */
  readonly onFatal: (error: Error) => void;
  readonly logger?: Logger;
  readonly syncTimeoutMs?: number;
  readonly drainTimeoutMs?: number;
}
export declare class Manager {
  constructor(options: ManagerOptions);
  /** Resolves when informers are in sync; workers start when the lease is held. */
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly isLeading: boolean;
}
