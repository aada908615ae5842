import type { KubeConfig } from '@kubernetes/client-node';
import { systemClock, type Clock } from '../clock.js';
import { noMetrics, type ClientMetrics } from '../metrics/kube-metrics.js';
import { Connection } from './connection.js';
import { HttpKubeClient } from './http-kube-client.js';
import { Transport } from './transport.js';

export interface ConnectOptions {
  /** `product/version`: who the server's logs and default field managers say we are. */
  readonly userAgent: string;
  /** Requests at once, watches apart. Default 32. */
  readonly maxInFlight?: number;
  /** For one try, headers and body. Default 30 s. */
  readonly requestTimeoutMs?: number;
  /** Longest silence of a watch; bookmarks come about once a minute. Default 3 min. */
  readonly watchIdleTimeoutMs?: number;
  /** For one request, the first try included. Default 10. */
  readonly maxTries?: number;
  readonly metrics?: ClientMetrics;
  readonly clock?: Clock;
  readonly random?: () => number;
  /** Sent with each request, of whatever it belongs to: of a trace. Default none. */
  readonly contextHeaders?: () => Readonly<Record<string, string>>;
}

/**
 * A client for the kubeconfig's current context. Opens nothing yet; `close()` it at the end.
 * @throws Error when there is no current cluster.
 */
export function connect(kubeConfig: KubeConfig, options: ConnectOptions): HttpKubeClient {
  const clock = options.clock ?? systemClock;
  const connection = new Connection(kubeConfig, clock);
  const transport = new Transport(connection, {
    userAgent: options.userAgent,
    maxInFlight: options.maxInFlight ?? 32,
    requestTimeoutMs: options.requestTimeoutMs ?? 30_000,
    maxTries: options.maxTries ?? 10,
    metrics: options.metrics ?? noMetrics.client,
    random: options.random ?? Math.random,
    contextHeaders: options.contextHeaders ?? (() => ({})),
    clock,
  });
  return new HttpKubeClient({
    connection,
    transport,
    clock,
    watchIdleTimeoutMs: options.watchIdleTimeoutMs ?? 180_000,
  });
}
