import { performance } from 'node:perf_hooks';
import { Worker } from './worker.mjs';

const APP_USER = 'dbaas-operator';

export async function startCluster({ withOperators, profileDir }) {
  const cluster = new Worker('./cluster-process.mjs', { profileDir });
  cluster.access = await cluster.call('start', { withOperators });
  return cluster;
}

/** Resolves when the application is ready; `readyMs` counts from the start of its process. */
export async function startApp(cluster, { resyncSeconds, profileDir }) {
  const app = new Worker('./app-process.mjs', { profileDir });
  const kubeconfig = await cluster.call('kubeconfigFor', APP_USER);
  // The Lease lives where a namespace is sure to be.
  const env = { DBAAS_RESYNC_SECONDS: String(resyncSeconds), DBAAS_NAMESPACE: 'default' };
  const spawnedAt = performance.now();
  const { url } = await app.call('start', { kubeconfig, env });
  app.url = url;
  app.readyMs = performance.now() - spawnedAt;
  return app;
}
