import 'reflect-metadata';
import process from 'node:process';
import { startApp, type RunningApp } from './app.js';
import { ConfigError, KubernetesSettings, loadSettings, LogSettings, ReconcileSettings } from './config/index.js';
import { loadKubeConfig } from './kube/client/index.js';
import { PinoLogger } from './observability/index.js';
import { superviseProcess } from './process-lifetime.js';

/** Beyond the drain: closing connections, flushing events, giving up the lease. */
const STOP_GRACE_MS = 5_000;

async function main(): Promise<void> {
  const settings = loadSettings(process.env);
  const logger = PinoLogger.create({ level: settings.get(LogSettings).level });
  let running: RunningApp | undefined = undefined;
  const deadlineMs = settings.get(ReconcileSettings).shutdownSeconds * 1000 + STOP_GRACE_MS;
  const onFatal = superviseProcess(async () => running?.stop(), logger, deadlineMs);
  const { kubeconfig: file, context } = settings.get(KubernetesSettings);
  const source = { file, context, searchPath: process.env.KUBECONFIG };
  running = await startApp({ settings, kubeConfig: loadKubeConfig(source), logger, onFatal });
  logger.info('Serving', { url: running.url });
}

main().catch((error: unknown) => {
  // The person at the terminal mends their own mistakes best without a stack.
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
