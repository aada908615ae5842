import { performance } from 'node:perf_hooks';
import { APP_USER } from '../actors.mjs';
import { isRunning } from '../user.mjs';

/**
 * Many clusters until all are Running: the time, and what each of them cost in requests of ours. So many at once as a wave
 * holds; the next begins when all of it are Running.
 */
export async function measureProvisioning({ cluster, user, options: { clusters, members, wave = clusters } }) {
  await cluster.call('takeRequests', APP_USER);
  const startedAt = performance.now();
  let createdMs = 0;
  let runningAt = startedAt;
  for (let from = 0; from < clusters; from += wave) {
    const count = Math.min(wave, clusters - from);
    const began = performance.now();
    await user.createClusters('new', count, members, from);
    createdMs += performance.now() - began;
    runningAt = await user.untilPhase(isRunning, from + count);
  }
  const { requests } = await cluster.call('takeRequests', APP_USER);
  const perCluster = requests.map(([what, count]) => [what, count / clusters]);
  return { createdMs, runningMs: runningAt - startedAt, requests: perCluster };
}
