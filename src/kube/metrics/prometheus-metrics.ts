import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type {
  ClientMetrics,
  ControllerMetrics,
  InformerMetrics,
  InformerRestartCause,
  InformerStats,
  KubeMetrics,
  QueueMetrics,
  QueueStats,
  ReconcileResult,
} from './kube-metrics.js';

const RESULTS: readonly ReconcileResult[] = ['success', 'error', 'requeue', 'requeue_after'];
const CAUSES: readonly InformerRestartCause[] = [
  'expired',
  'ended_early',
  'throttled',
  'disconnected',
  'not_served',
  'not_streamed',
  'failed',
];
const LATENCY_BUCKETS = [0.001, 0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const QUEUE_BUCKETS = [0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1_000];

/** Registers the runtime's metrics under the names that dashboards for Kubernetes operators already use. */
export function prometheusMetrics(registry: Registry): KubeMetrics {
  const define = new MetricFactory(registry);
  const leader = define.gauge('leader_election_master_status', 'Whether this process leads.', ['name']);
  return {
    client: clientMetrics(define),
    queue: queueMetrics(define),
    controller: controllerMetrics(define),
    informer: informerMetrics(define),
    leadership: (name, isLeader) => leader.set({ name }, isLeader ? 1 : 0),
  };
}

class MetricFactory {
  constructor(private readonly registry: Registry) {}

  counter(name: string, help: string, labelNames: string[]): Counter {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  histogram(name: string, help: string, labelNames: string[], buckets: number[]): Histogram {
    return new Histogram({ name, help, labelNames, buckets, registers: [this.registry] });
  }

  gauge(name: string, help: string, labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  /** A gauge whose values are read when it is scraped. */
  probe(
    name: string,
    help: string,
    { labelNames, read }: { labelNames: string[]; read: (gauge: Gauge) => void },
  ): void {
    const collect = function (this: Gauge): void {
      this.reset();
      read(this);
    };
    new Gauge({ name, help, labelNames, registers: [this.registry], collect });
  }
}

function clientMetrics(define: MetricFactory): ClientMetrics {
  const total = define.counter('rest_client_requests_total', 'Requests to the API server.', ['code', 'method', 'host']);
  const retries = define.counter('rest_client_request_retries_total', 'Requests sent again.', ['method', 'host']);
  const duration = define.histogram(
    'rest_client_request_duration_seconds',
    'Time to the headers of the answer.',
    ['verb', 'host'],
    LATENCY_BUCKETS,
  );
  return {
    requestFinished: (method, host, code, seconds) => {
      // Dashboards know requests without an answer by this word.
      total.inc({ code: code === 0 ? '<error>' : String(code), method, host });
      duration.observe({ verb: method, host }, seconds);
    },
    requestRetried: (method, host) => retries.inc({ method, host }),
  };
}

function queueMetrics(define: MetricFactory): KubeMetrics['queue'] {
  const probes = new Map<string, () => QueueStats>();
  const adds = define.counter('workqueue_adds_total', 'Adds.', ['name']);
  const retries = define.counter('workqueue_retries_total', 'Adds after a failure.', ['name']);
  const waited = define.histogram('workqueue_queue_duration_seconds', 'Time in the queue.', ['name'], QUEUE_BUCKETS);
  const worked = define.histogram('workqueue_work_duration_seconds', 'Time at work.', ['name'], QUEUE_BUCKETS);
  defineQueueProbes(define, probes);
  return (name, stats): QueueMetrics => {
    probes.set(name, stats);
    adds.inc({ name }, 0);
    retries.inc({ name }, 0);
    return {
      added: () => adds.inc({ name }),
      retried: () => retries.inc({ name }),
      started: (seconds) => waited.observe({ name }, seconds),
      finished: (seconds) => worked.observe({ name }, seconds),
    };
  };
}

function defineQueueProbes(define: MetricFactory, probes: ReadonlyMap<string, () => QueueStats>): void {
  const each = (use: (name: string, stats: QueueStats) => void): void => {
    for (const [name, stats] of probes) use(name, stats());
  };
  define.probe('workqueue_depth', 'Keys that wait.', {
    labelNames: ['name', 'priority'],
    read: (gauge) =>
      each((name, { depth }) => {
        gauge.set({ name, priority: '0' }, depth.normal);
        gauge.set({ name, priority: '-100' }, depth.low);
      }),
  });
  define.probe('workqueue_unfinished_work_seconds', 'Work under way, summed.', {
    labelNames: ['name'],
    read: (gauge) => each((name, stats) => gauge.set({ name }, stats.unfinishedSeconds)),
  });
  define.probe('workqueue_longest_running_processor_seconds', 'The longest work under way.', {
    labelNames: ['name'],
    read: (gauge) => each((name, stats) => gauge.set({ name }, stats.longestRunningSeconds)),
  });
}

function controllerMetrics(define: MetricFactory): KubeMetrics['controller'] {
  const prefix = 'controller_runtime_';
  const count = (name: string, help: string): Counter => define.counter(`${prefix}${name}`, help, ['controller']);
  const total = define.counter(`${prefix}reconcile_total`, 'Reconciles by result.', ['controller', 'result']);
  const failed = count('reconcile_errors_total', 'Reconciles that failed.');
  const terminal = count('terminal_reconcile_errors_total', 'Reconciles that failed for good.');
  const panicked = count('reconcile_panics_total', 'Reconciles that met a mistake of our own.');
  const timedOut = count('reconcile_timeouts_total', 'Reconciles that took too long.');
  const time = define.histogram(
    `${prefix}reconcile_time_seconds`,
    'Time of a reconcile.',
    ['controller'],
    LATENCY_BUCKETS,
  );
  const limit = define.gauge(`${prefix}max_concurrent_reconciles`, 'Workers.', ['controller']);
  const active = define.gauge(`${prefix}active_workers`, 'Workers at work.', ['controller']);
  return (controller, maxConcurrent): ControllerMetrics => {
    const labels = { controller };
    limit.set(labels, maxConcurrent);
    active.set(labels, 0);
    for (const counter of [failed, terminal, panicked, timedOut]) counter.inc(labels, 0);
    for (const result of RESULTS) total.inc({ controller, result }, 0);
    return {
      workerStarted: () => active.inc(labels),
      workerFinished: (result, seconds) => {
        active.dec(labels);
        total.inc({ controller, result });
        time.observe(labels, seconds);
      },
      failed: () => failed.inc(labels),
      failedTerminally: () => terminal.inc(labels),
      panicked: () => panicked.inc(labels),
      timedOut: () => timedOut.inc(labels),
    };
  };
}

function informerMetrics(define: MetricFactory): KubeMetrics['informer'] {
  const probes = new Map<string, () => InformerStats>();
  const restarts = define.counter('informer_restarts_total', 'Lists and watches begun again.', ['kind', 'cause']);
  const failures = define.counter('informer_handler_failures_total', 'Handlers that threw.', ['kind']);
  defineInformerProbes(define, probes);
  return (kind, stats): InformerMetrics => {
    probes.set(kind, stats);
    failures.inc({ kind }, 0);
    for (const cause of CAUSES) restarts.inc({ kind, cause }, 0);
    return {
      restarted: (cause) => restarts.inc({ kind, cause }),
      handlerFailed: () => failures.inc({ kind }),
    };
  };
}

function defineInformerProbes(define: MetricFactory, probes: ReadonlyMap<string, () => InformerStats>): void {
  const probe = (name: string, help: string, valueOf: (stats: InformerStats) => number): void =>
    define.probe(name, help, {
      labelNames: ['kind'],
      read: (gauge) => {
        for (const [kind, stats] of probes) gauge.set({ kind }, valueOf(stats()));
      },
    });
  probe('informer_objects', 'Objects in the cache.', ({ objects }) => objects);
  probe(
    'informer_lag_seconds',
    'Since the server last said anything, bookmarks included.',
    (stats) => stats.silentSeconds,
  );
  probe(
    'informer_last_sync_rv',
    'Resource version the cache has reached.',
    ({ lastSyncRv }) => Number(lastSyncRv ?? 0) || 0,
  );
}
