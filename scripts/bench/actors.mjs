import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from './worker.mjs';

export const APP_USER = 'dbaas-operator';

const QUIET_MS = 1500;
const POLL_MS = 100;

/** Thousands of clusters with what operators make of them, and their history, in one process. */
const CLUSTER_HEAP = ['--max-old-space-size=12000'];
/** The tests' TypeScript is run as it is. */
const TYPESCRIPT = ['--experimental-transform-types'];

export async function startCluster({ server = 'embedded', withOperators, profileDir }) {
  const cluster =
    server === 'real'
      ? new Worker('./real-cluster-process.mjs', { execArgv: TYPESCRIPT })
      : new Worker('./cluster-process.mjs', { profileDir, execArgv: CLUSTER_HEAP });
  cluster.access = await cluster.call('start', { withOperators });
  cluster.canHide = server === 'embedded';
  return cluster;
}

/** Resolves when the application is ready; `readyMs` counts from the start of its process. */
export async function startApp(cluster, { resyncSeconds, profileDir, env: more }) {
  const app = new Worker('./app-process.mjs', { profileDir });
  const kubeconfig = await cluster.call('kubeconfigFor', APP_USER);
  // The Lease lives where a namespace is sure to be.
  const env = { DBAAS_RESYNC_SECONDS: String(resyncSeconds), DBAAS_NAMESPACE: 'default', ...more };
  const spawnedAt = performance.now();
  const { url } = await app.call('start', { kubeconfig, env });
  app.url = url;
  app.readyMs = performance.now() - spawnedAt;
  return app;
}

/** Resolves once the application has written nothing for a while, with what it asked until then. */
export async function untilQuiet(cluster) {
  const total = new Map();
  const startedAt = Date.now();
  let [first, last] = [Infinity, startedAt];
  do {
    const { requests, firstWriteAt = Infinity, lastWriteAt = 0 } = await cluster.call('takeRequests', APP_USER);
    for (const [what, count] of requests) total.set(what, (total.get(what) ?? 0) + count);
    first = Math.min(first, firstWriteAt);
    last = Math.max(last, lastWriteAt);
    await delay(POLL_MS);
  } while (Date.now() - last < QUIET_MS);
  return { requests: [...total], elapsedMs: last - first };
}
