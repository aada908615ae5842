import type { KubeConfig } from '@kubernetes/client-node';
import { connect, type HttpKubeClient, type KubeClient } from './client/index.js';
import { systemClock, type Clock } from './clock.js';
import { EventRecorder } from './events/index.js';
import { SharedInformers } from './informer/index.js';
import type { Logger } from './logger.js';
import type { KubeMetrics } from './metrics/index.js';

export interface KubeRuntimeOptions {
  readonly kubeConfig: KubeConfig;
  /** Names this program to the API server: User-Agent, and the component of its events. */
  readonly component: string;
  readonly logger: Logger;
  readonly metrics: KubeMetrics;
  readonly clock?: Clock;
  /** How often caches make sure that no event was lost. */
  readonly overlapSeconds?: number;
  /** Sent with each request to the API server, of whatever it belongs to. */
  readonly contextHeaders?: () => Readonly<Record<string, string>>;
}

/** One process's connection to one Kubernetes cluster: what every loop and every use case works with. */
export class KubeRuntime {
  readonly client: KubeClient;
  /** On a connection of its own: renewals of a lease must never queue behind lists. */
  readonly leaseClient: KubeClient;
  readonly informers: SharedInformers;
  readonly events: EventRecorder;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics: KubeMetrics;
  readonly #clients: readonly HttpKubeClient[];

  constructor(options: KubeRuntimeOptions) {
    const { kubeConfig, component, logger, metrics, overlapSeconds, contextHeaders, clock = systemClock } = options;
    const connection = { userAgent: component, metrics: metrics.client, clock, contextHeaders };
    this.#clients = [connect(kubeConfig, connection), connect(kubeConfig, connection)];
    [this.client, this.leaseClient] = this.#clients as [HttpKubeClient, HttpKubeClient];
    const following = { clock, logger, metrics, overlapSeconds, streaming: true };
    this.informers = new SharedInformers({ client: this.client, ...following });
    this.events = new EventRecorder({ client: this.client, component, clock, logger });
    this.clock = clock;
    this.logger = logger;
    this.metrics = metrics;
  }

  /** After everything that uses it has stopped. */
  async close(): Promise<void> {
    await Promise.all(this.#clients.map((client) => client.close()));
  }
}
