import { Registry } from 'prom-client';
import { prometheusMetrics } from './prometheus-metrics.js';

let registry: Registry;
beforeEach(() => {
  registry = new Registry();
});

it('shows every series of a controller at zero before anything has happened', async () => {
  prometheusMetrics(registry).controller('widgets', 4);
  const text = await registry.metrics();
  for (const result of ['success', 'error', 'requeue', 'requeue_after']) {
    expect(text).toContain(`controller_runtime_reconcile_total{controller="widgets",result="${result}"} 0`);
  }
  expect(text).toContain('controller_runtime_terminal_reconcile_errors_total{controller="widgets"} 0');
  expect(text).toContain('controller_runtime_max_concurrent_reconciles{controller="widgets"} 4');
});

it('counts reconciles and the workers at it', async () => {
  const controller = prometheusMetrics(registry).controller('widgets', 4);
  controller.workerStarted();
  controller.workerStarted();
  controller.workerFinished('success', 0.2);
  const text = await registry.metrics();
  expect(text).toContain('controller_runtime_active_workers{controller="widgets"} 1');
  expect(text).toContain('controller_runtime_reconcile_total{controller="widgets",result="success"} 1');
  expect(text).toContain('controller_runtime_reconcile_time_seconds_count{controller="widgets"} 1');
});

it('reads queues and informers when it is scraped', async () => {
  const metrics = prometheusMetrics(registry);
  let depth = { normal: 1, low: 2 };
  metrics.queue('widgets', () => ({ depth, unfinishedSeconds: 3, longestRunningSeconds: 2 }));
  metrics.informer('pods/v1', () => ({ objects: 7, lastSyncRv: '42', silentSeconds: 1 }));
  depth = { normal: 5, low: 6 };
  const text = await registry.metrics();
  expect(text).toContain('workqueue_depth{name="widgets",priority="0"} 5');
  expect(text).toContain('workqueue_depth{name="widgets",priority="-100"} 6');
  expect(text).toContain('workqueue_longest_running_processor_seconds{name="widgets"} 2');
  expect(text).toContain('informer_objects{kind="pods/v1"} 7');
  expect(text).toContain('informer_last_sync_rv{kind="pods/v1"} 42');
});

it('knows requests by code, and those without an answer by a word', async () => {
  const { client } = prometheusMetrics(registry);
  client.requestFinished('GET', 'api', 200, 0.01);
  client.requestFinished('GET', 'api', 0, 0.01);
  const text = await registry.metrics();
  expect(text).toContain('rest_client_requests_total{code="200",method="GET",host="api"} 1');
  expect(text).toContain('rest_client_requests_total{code="<error>",method="GET",host="api"} 1');
});
