import type { KubeClient } from '../client/kube-client.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { KubeObject } from '../meta/index.js';

export type EventType = 'Normal' | 'Warning';

export interface EventRecorderOptions {
  readonly client: KubeClient;
  readonly component: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}
export declare class EventRecorder {
  constructor(options: EventRecorderOptions);
  normal(object: KubeObject, reason: string, message: string): void;
  warning(object: KubeObject, reason: string, message: string): void;
  flush(timeoutMs?: number): Promise<void>;
}
