import { performance } from 'node:perf_hooks';
import { CNPG_CLUSTER, DATABASE_CLUSTER } from '../product.mjs';
import { forEachOf, percentile, timed } from '../statistics.mjs';
import { startCluster } from '../actors.mjs';
import { aCluster, NAMESPACE, User } from '../user.mjs';

const OBJECTS = 1000;
const CONCURRENT = 16;
const LISTS = 20;
const PAGE = 500;
const WATCHERS = 20;
const EVENTS = 100;

/** The embedded API server by itself: no operators, no application, one client process. */
export async function measureApiServer() {
  const cluster = await startCluster({ withOperators: false });
  const user = await User.of(cluster, 'bench');
  const { client } = user;
  const names = Array.from({ length: OBJECTS }, (_, index) => `raw-${index}`);
  const perSecond = async (count, work) => (count * 1000) / (await timed(work));
  const each = (work) => perSecond(OBJECTS, () => forEachOf(names, CONCURRENT, work));
  const figures = {
    createsPerSecond: await each((name) => client.create(DATABASE_CLUSTER, aCluster(name, 3))),
    getsPerSecond: await each((name) => client.get(DATABASE_CLUSTER, { namespace: NAMESPACE, name })),
    patchesPerSecond: await each((name) => client.patch(DATABASE_CLUSTER, { namespace: NAMESPACE, name }, label(name))),
    appliesPerSecond: await each((name) => client.apply(DATABASE_CLUSTER, aCluster(name, 5), FORCED)),
    listsPerSecond: await perSecond(LISTS, () =>
      forEachOf(Array(LISTS).fill(), 2, () => client.list(DATABASE_CLUSTER, { limit: PAGE })),
    ),
    fanOut: await measureFanOut(client),
  };
  await user.close();
  await cluster.stop();
  return figures;
}

const FORCED = { fieldManager: 'bench', force: true };
const label = (value) => ({ type: 'merge', body: { metadata: { labels: { bench: value } } } });

/** From sending a write to its event at each of many watchers. */
async function measureFanOut(client) {
  const abort = new globalThis.AbortController();
  const sentAt = new Map();
  const latencies = [];
  const { promise: allSeen, resolve } = Promise.withResolvers();
  const { metadata } = await client.list(CNPG_CLUSTER, { limit: 1 });
  const follow = async () => {
    const options = { resourceVersion: metadata.resourceVersion, signal: abort.signal };
    for await (const { type, object } of client.watch(CNPG_CLUSTER, options)) {
      if (type === 'ADDED') latencies.push(performance.now() - sentAt.get(object.metadata.name));
      if (latencies.length === WATCHERS * EVENTS) resolve();
    }
  };
  // Aborted at the end: the rejection is how a watch ends.
  for (let watcher = 0; watcher < WATCHERS; watcher++) follow().catch(() => undefined);
  for (let event = 0; event < EVENTS; event++) {
    const name = `event-${event}`;
    sentAt.set(name, performance.now());
    await client.create(CNPG_CLUSTER, anUpstream(name));
  }
  await allSeen;
  abort.abort();
  return { watchers: WATCHERS, p50Ms: percentile(latencies, 50), p99Ms: percentile(latencies, 99) };
}

function anUpstream(name) {
  const spec = { instances: 1, storage: { size: '1Gi' } };
  return { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', metadata: { namespace: NAMESPACE, name }, spec };
}
