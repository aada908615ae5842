import type { KubeConfig } from '@kubernetes/client-node';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readFile } from 'node:fs/promises';
import { configureHttp, createHttpAdapter } from './api/http/http-server.js';
import { serveOpenApi } from './api/rest/openapi/document.js';
import { AppModule } from './app.module.js';
import { openAuditOutput } from './audit-output.js';
import {
  AuditSettings,
  HttpSettings,
  OperationSettings,
  ReconcileSettings,
  StorageSettings,
  type Settings,
} from './config/index.js';
import { loadCatalogue } from './catalogue.js';
import { loadExamples } from './examples.js';
import type { Clock } from './kube/clock.js';
import { KubeRuntime } from './kube/kube-runtime.js';
import type { LeaseTimes } from './kube/leader-election/index.js';
import type { Logger } from './kube/logger.js';
import { prometheusMetrics } from './kube/metrics/index.js';
import { registerShardMetrics } from './kube/sharding/index.js';
import { FIELD_MANAGER } from './domain/naming.js';
import { createMetricsRegistry, HttpMetrics, NestLogger, Readiness } from './observability/index.js';
import { currentTraceHeaders } from './services/request-scope.js';
import { ReconcilerLifecycle } from './reconcilers/reconciler-lifecycle.js';
import { ProductVersion } from './services/versions/version-report.js';

export interface AppOptions {
  readonly settings: Settings;
  readonly kubeConfig: KubeConfig;
  readonly logger: Logger;
  /** Told when the process can't go on and should end, non-zero. */
  readonly onFatal: (error: Error) => void;
  readonly clock?: Clock;
  /** Of the Leases of this process; by default those of client-go. */
  readonly leaseTimes?: LeaseTimes;
}

export interface RunningApp {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  readonly nest: NestFastifyApplication;
  readonly runtime: KubeRuntime;
  readonly lifecycle: ReconcilerLifecycle;
  /** Running reconciles finish, the lease is given up, then HTTP ends. */
  stop(): Promise<void>;
}

/** Probes and HTTP first, then caches, then the lease, then the loops. Rejects when a cache never gets in sync. */
export async function startApp(options: AppOptions): Promise<RunningApp> {
  const { settings, kubeConfig, logger, clock } = options;
  const registry = createMetricsRegistry();
  const runtime = new KubeRuntime({
    kubeConfig,
    component: FIELD_MANAGER,
    logger,
    metrics: prometheusMetrics(registry),
    clock,
    // Each resync period the caches make sure of what they hold, and the loops of what they did with it.
    overlapSeconds: settings.get(ReconcileSettings).resyncSeconds,
    contextHeaders: currentTraceHeaders,
  });
  const readiness = new Readiness();
  const outputs = { registry, logger, clock: runtime.clock };
  const audit = await openAuditOutput(settings.get(AuditSettings), outputs);
  const loops = {
    settings: settings.get(ReconcileSettings),
    operations: settings.get(OperationSettings),
    storages: settings.get(StorageSettings),
    catalogue: await loadCatalogue(),
    onFatal: options.onFatal,
    leaseTimes: options.leaseTimes,
  };
  const version = new ProductVersion(await readVersion());
  const module = AppModule.with({ version, settings, runtime, auditLog: audit.log, registry, readiness, loops });
  const http = settings.get(HttpSettings);
  const nest = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(http), {
    logger: new NestLogger(logger),
  });
  await configureHttp(nest, logger, new HttpMetrics(registry));
  serveOpenApi(nest, { version: version.value, manifests: await loadExamples() });
  const lifecycle = nest.get(ReconcilerLifecycle);
  readiness.add('caches', () => (lifecycle.isInSync ? undefined : 'not in sync yet'));
  if (loops.settings.sharding) {
    readiness.add('shards', () => (lifecycle.isTakingPart ? undefined : 'not a member yet'));
    registerShardMetrics(registry, () => lifecycle.shards!);
  }
  await nest.listen(http.port, http.host);
  const stop = async (): Promise<void> => {
    readiness.stop();
    await nest.close();
    // After the last answer.
    await audit.close();
  };
  await startOrStop(lifecycle, stop);
  return { url: await nest.getUrl(), nest, runtime, lifecycle, stop };
}

async function startOrStop(lifecycle: ReconcilerLifecycle, stop: () => Promise<void>): Promise<void> {
  try {
    await lifecycle.start();
  } catch (error) {
    await stop();
    throw error;
  }
}

async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
