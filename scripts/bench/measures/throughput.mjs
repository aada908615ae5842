import { APP_USER, startApp, startCluster, untilQuiet } from '../actors.mjs';
import { CNPG_CLUSTER, DATABASE_CLUSTER, EVENT, SECRET } from '../product.mjs';
import { forEachOf, timed } from '../statistics.mjs';
import { NAMESPACE, User } from '../user.mjs';

/** As many as the application reconciles at the same time by default. */
const CONCURRENT = 8;

/** The best of them counts: the first ones warm up, and on a shared machine any may be disturbed. */
const ROUNDS = [1, 2, 3];

/**
 * The first pass over clusters that wait for the application, against the same writes by a client that decides nothing.
 * No operator is there, so that the server has nothing else to do.
 */
export async function measureThroughput({ options }) {
  const cluster = await startCluster({ ...options, withOperators: false });
  const user = await User.of(cluster, 'bench');
  const app = await startApp(cluster, options);
  const parts = { cluster, user, app, options };
  const passes = [];
  for (const round of ROUNDS) passes.push(await reconcileAll(`seen-${round}`, parts));
  await app.stop();
  const templates = await readTemplates(user.client, 'seen-1-0');
  const bare = [];
  for (const round of ROUNDS) bare.push(await writeAll(`bare-${round}`, { ...parts, templates }));
  await user.close();
  await cluster.stop();
  return { clusters: options.clusters, reconciles: bestOf(passes), bare: bestOf(bare) };
}

const bestOf = (passes) => passes.toSorted((a, b) => a.elapsedMs - b.elapsedMs)[0];

/** The application is paused until all clusters are there: only it is at work while the time runs. */
async function reconcileAll(prefix, { cluster, user, app, options: { clusters, members } }) {
  app.pause();
  await user.createClusters(prefix, clusters, members);
  await cluster.call('takeRequests', APP_USER);
  const cpuBeforeMs = await cluster.call('cpuMs');
  app.resume();
  await user.untilPhase((name, status) => name.startsWith(`${prefix}-`) && status?.phase !== undefined, clusters);
  const { elapsedMs, requests } = await untilQuiet(cluster);
  return { elapsedMs, requests, cpuMs: (await cluster.call('cpuMs')) - cpuBeforeMs };
}

async function writeAll(prefix, { cluster, user, options: { clusters, members }, templates }) {
  const names = await user.createClusters(prefix, clusters, members);
  const cpuBeforeMs = await cluster.call('cpuMs');
  const elapsedMs = await timed(() => forEachOf(names, CONCURRENT, (name) => writeBare(user.client, name, templates)));
  return { elapsedMs, cpuMs: (await cluster.call('cpuMs')) - cpuBeforeMs };
}

async function readTemplates(client, name) {
  const key = { namespace: NAMESPACE, name };
  const [{ status, metadata }, upstream, secret] = await Promise.all([
    client.get(DATABASE_CLUSTER, key),
    client.get(CNPG_CLUSTER, key),
    client.get(SECRET, { namespace: NAMESPACE, name: `${name}-credentials` }),
  ]);
  const { items } = await client.list(EVENT, { namespace: NAMESPACE, limit: 1 });
  return { status, finalizers: metadata.finalizers, upstream, secret, event: items[0] };
}

/** The writes of a first pass, in its order. */
async function writeBare(client, name, { status, finalizers, upstream, secret, event }) {
  const key = { namespace: NAMESPACE, name };
  const options = { fieldManager: 'bench' };
  await client.patch(DATABASE_CLUSTER, key, { type: 'merge', body: { metadata: { finalizers } } }, options);
  await client.create(SECRET, renamed(secret, `${name}-credentials`), options);
  await client.create(CNPG_CLUSTER, renamed(upstream, name), options);
  const body = { status };
  await client.patch(DATABASE_CLUSTER, key, { type: 'merge', body }, { ...options, subresource: 'status' });
  await client.create(EVENT, renamed(event, `${name}.begun`), options);
}

function renamed({ metadata: { labels, annotations }, ...content }, name) {
  return { ...content, status: undefined, metadata: { namespace: NAMESPACE, name, labels, annotations } };
}
