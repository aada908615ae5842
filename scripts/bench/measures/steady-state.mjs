import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { APP_USER, untilQuiet } from '../actors.mjs';
import { CNPG_CLUSTER, SECRET } from '../product.mjs';
import { percentile } from '../statistics.mjs';
import { isRunning, NAMESPACE } from '../user.mjs';

const PERIODS = 2;
const WAKES = 200;
const PAUSE_MS = 15;
const POLL_MS = 5;

/** Nothing happens: what the application asks of the server meanwhile, and what it takes of a core. */
export async function measureIdle({ cluster, app, options: { resyncSeconds } }) {
  await untilQuiet(cluster);
  const cpuBeforeMs = await app.call('cpuMs');
  const startedAt = performance.now();
  await delay(PERIODS * resyncSeconds * 1000);
  const { requests } = await cluster.call('takeRequests', APP_USER);
  const cpuMs = (await app.call('cpuMs')) - cpuBeforeMs;
  const elapsedMs = performance.now() - startedAt;
  return { periods: PERIODS, requests: classify(requests), cpuShare: cpuMs / elapsedMs };
}

function classify(requests) {
  const isWatch = ([what]) => what.startsWith('watch ');
  const isLease = ([what]) => what.includes(' leases.');
  const sum = (entries) => entries.reduce((total, [, count]) => total + count, 0);
  return {
    watches: sum(requests.filter(isWatch)),
    renewals: sum(requests.filter(isLease)),
    others: requests.filter((entry) => !isWatch(entry) && !isLease(entry)),
  };
}

/** From a write that wakes one cluster, sent by somebody else, to the begin of the reconcile it causes. */
export async function measureWake({ app, user, names }) {
  const latencies = [];
  for (let wake = 0; wake < WAKES; wake++) {
    const name = names[wake % names.length];
    const sentAt = performance.timeOrigin + performance.now();
    const body = { metadata: { annotations: { 'bench/wake': String(wake) } } };
    await user.client.patch(SECRET, { namespace: NAMESPACE, name: `${name}-credentials` }, { type: 'merge', body });
    latencies.push((await untilBegun(app, name, sentAt)) - sentAt);
    await delay(PAUSE_MS);
  }
  return { p50Ms: percentile(latencies, 50), p99Ms: percentile(latencies, 99) };
}

async function untilBegun(app, name, sinceMs) {
  for (;;) {
    const begunAt = await app.call('begunAt', name);
    if (begunAt > sinceMs) return begunAt;
    // Not in a hurry: when it began is noted there, and asking takes time from what is measured.
    await delay(POLL_MS);
  }
}

/** The control of the idle figures: a change that no watch tells of is found and undone all the same. */
export async function measureHiddenChange({ cluster, user, names, options: { resyncSeconds } }) {
  const key = { namespace: NAMESPACE, name: names.at(-1) };
  const { spec } = await user.client.get(CNPG_CLUSTER, key);
  await cluster.call('hide', key.name);
  const body = { spec: { enableSuperuserAccess: !spec.enableSuperuserAccess } };
  await user.client.patch(CNPG_CLUSTER, key, { type: 'merge', body });
  const changedAt = performance.now();
  // Events travel within milliseconds; this one has passed every watch by then.
  await delay(500);
  await cluster.call('reveal');
  const deadline = changedAt + 3 * resyncSeconds * 1000;
  while (performance.now() < deadline) {
    const now = await user.client.get(CNPG_CLUSTER, key);
    if (now.spec.enableSuperuserAccess === spec.enableSuperuserAccess)
      return { mendedAfterSeconds: (performance.now() - changedAt) / 1000 };
    await delay(POLL_MS * 20);
  }
  return { mendedAfterSeconds: undefined };
}

/** Adds clusters until so many are there and Running. @returns the names of those that were there before. */
export async function growTo(count, { user, options: { clusters, members } }) {
  if (count > clusters) await user.createClusters('more', count - clusters, members);
  await user.untilPhase(isRunning, count);
  return Array.from({ length: clusters }, (_, index) => `new-${index}`);
}
