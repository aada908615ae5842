import { setTimeout as delay } from 'node:timers/promises';
import { startApp, startCluster } from '../actors.mjs';
import { CNPG_CLUSTER, DATABASE_CLUSTER, SECRET } from '../product.mjs';
import { forEachOf, timed } from '../statistics.mjs';
import { NAMESPACE, User } from '../user.mjs';

/** As many as the application reconciles at the same time by default. */
const CONCURRENT = 8;
const QUIET_MS = 1000;
const POLL_MS = 100;

/**
 * The first pass over clusters that wait for an application, against the same writes by a client that decides nothing.
 * No operator is there, so that the server has nothing else to do.
 */
export async function measureThroughput({ options }) {
  const cluster = await startCluster({ withOperators: false });
  const user = await User.of(cluster, 'bench');
  const { clusters, members } = options;
  const names = await user.createClusters('seen', clusters, members);
  const app = await startApp(cluster, options);
  const { requests, elapsedMs } = await untilQuiet(cluster, user, clusters);
  await app.stop();
  const templates = await readTemplates(user.client, names[0]);
  const bareNames = await user.createClusters('bare', clusters, members);
  const bareMs = await timed(() => forEachOf(bareNames, CONCURRENT, (name) => writeBare(user.client, name, templates)));
  await user.close();
  await cluster.stop();
  return { clusters, reconcileMs: elapsedMs, bareMs, requests };
}

async function untilQuiet(cluster, user, clusters) {
  await user.untilPhase(clusters, (status) => status?.phase !== undefined);
  const total = { requests: new Map(), first: Infinity, last: 0 };
  do {
    const { requests, firstWriteAt = Infinity, lastWriteAt = 0 } = await cluster.call('takeRequests', 'dbaas-operator');
    for (const [what, count] of requests) total.requests.set(what, (total.requests.get(what) ?? 0) + count);
    total.first = Math.min(total.first, firstWriteAt);
    total.last = Math.max(total.last, lastWriteAt);
    await delay(POLL_MS);
  } while (Date.now() - total.last < QUIET_MS);
  return { requests: [...total.requests], elapsedMs: total.last - total.first };
}

async function readTemplates(client, name) {
  const key = { namespace: NAMESPACE, name };
  const [{ status, metadata }, upstream, secret] = await Promise.all([
    client.get(DATABASE_CLUSTER, key),
    client.get(CNPG_CLUSTER, key),
    client.get(SECRET, { namespace: NAMESPACE, name: `${name}-credentials` }),
  ]);
  return { status, finalizers: metadata.finalizers, upstream, secret };
}

/** The writes of a first pass, in its order. */
async function writeBare(client, name, { status, finalizers, upstream, secret }) {
  const key = { namespace: NAMESPACE, name };
  const options = { fieldManager: 'bench' };
  await client.patch(DATABASE_CLUSTER, key, { type: 'merge', body: { metadata: { finalizers } } }, options);
  await client.create(SECRET, renamed(secret, `${name}-credentials`), options);
  await client.create(CNPG_CLUSTER, renamed(upstream, name), options);
  const body = { status };
  await client.patch(DATABASE_CLUSTER, key, { type: 'merge', body }, { ...options, subresource: 'status' });
}

function renamed({ metadata: { labels, annotations }, ...content }, name) {
  return { ...content, status: undefined, metadata: { namespace: NAMESPACE, name, labels, annotations } };
}
