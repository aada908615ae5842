import { performance } from 'node:perf_hooks';
import { APP_USER } from '../actors.mjs';
import { isRunning } from '../user.mjs';

/** Many clusters at once until all are Running: the time, and what each of them cost in requests of ours. */
export async function measureProvisioning({ cluster, user, options: { clusters, members } }) {
  await cluster.call('takeRequests', APP_USER);
  const startedAt = performance.now();
  await user.createClusters('new', clusters, members);
  const createdMs = performance.now() - startedAt;
  const runningMs = (await user.untilPhase(isRunning, clusters)) - startedAt;
  const { requests } = await cluster.call('takeRequests', APP_USER);
  return { createdMs, runningMs, requests: requests.map(([what, count]) => [what, count / clusters]) };
}
