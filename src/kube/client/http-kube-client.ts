import type { KubeConfig } from '@kubernetes/client-node';
import type { Clock } from '../clock.js';
import type { ClientMetrics } from '../metrics/kube-metrics.js';
import { KubeClient } from './kube-client.js';

export interface HttpKubeClientOptions {
  readonly userAgent: string;
  /** Watches do not count. */
  readonly maxInFlight?: number;
  readonly requestTimeoutMs?: number;
  readonly watchIdleTimeoutMs?: number;
  readonly maxTries?: number;
  readonly clock?: Clock;
  readonly metrics?: ClientMetrics;
}

export declare abstract class HttpKubeClient extends KubeClient {
  close(): Promise<void>;
}
export declare function connect(kubeConfig: KubeConfig, options: HttpKubeClientOptions): HttpKubeClient;
