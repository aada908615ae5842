import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** One registry a process: Node's own figures, the runtime's and the API's. */
export function createMetricsRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/** What the HTTP edge reports: by route and status, never by object. */
export class HttpMetrics {
  readonly #requests: Counter<'method' | 'route' | 'code'>;
  readonly #duration: Histogram<'method' | 'route'>;

  constructor(registry: Registry) {
    this.#requests = new Counter({
      name: 'http_requests_total',
      help: 'Requests answered, by route and status.',
      labelNames: ['method', 'route', 'code'],
      registers: [registry],
    });
    this.#duration = new Histogram({
      name: 'http_request_duration_seconds',
      help: 'Time to answer, by route.',
      labelNames: ['method', 'route'],
      buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5],
      registers: [registry],
    });
  }

  observe(method: string, route: string, code: number, seconds: number): void {
    this.#requests.inc({ method, route, code });
    this.#duration.observe({ method, route }, seconds);
  }
}
