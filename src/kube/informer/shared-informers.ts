import type { KubeClient } from '../client/kube-client.js';
import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { KubeObject, ResourceType } from '../meta/index.js';
import type { KubeMetrics } from '../metrics/kube-metrics.js';
import type { Informer, InformerSpec } from './informer.js';

export interface SharedInformersOptions {
  readonly client: KubeClient;
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly metrics?: KubeMetrics;
}

export declare class SharedInformers {
  constructor(options: SharedInformersOptions);
  ensure<T extends KubeObject>(spec: InformerSpec<T>): Informer<T>;
  serves(type: ResourceType): boolean;
  onServedChange(listener: (type: Pick<ResourceType, 'group' | 'plural'>, served: boolean) => void): () => void;
  start(): void;
  stop(): Promise<void>;
  waitForSync(timeoutMs?: number, signal?: AbortSignal): Promise<void>;
}
