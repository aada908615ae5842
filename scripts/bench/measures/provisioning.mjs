import { performance } from 'node:perf_hooks';
import { isRunning } from '../user.mjs';

/** Many clusters at once until all are Running: the time, and what each of them cost in requests of ours. */
export async function measureProvisioning({ cluster, user, options: { clusters, members } }) {
  await cluster.call('takeRequests', 'dbaas-operator');
  const startedAt = performance.now();
  await user.createClusters('new', clusters, members);
  const createdMs = performance.now() - startedAt;
  const runningMs = (await user.untilPhase(clusters, isRunning)) - startedAt;
  const { requests } = await cluster.call('takeRequests', 'dbaas-operator');
  return { createdMs, runningMs, requests: requests.map(([what, count]) => [what, count / clusters]) };
}
