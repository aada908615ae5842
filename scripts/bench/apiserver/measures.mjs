import { performance } from 'node:perf_hooks';
import { forEachOf, percentile, timed } from '../statistics.mjs';
import { Client } from './client.mjs';
import { clusterText, CONNECTIONS, namesOf, PASSING, pathOf, STANDING } from './objects.mjs';

const GETS = 3000;
const LISTS = 30;
const LISTING_CONNECTIONS = 4;
const WATCHERS = 20;
const EVENTS = 200;

const MERGE_PATCH = 'application/merge-patch+json';
const APPLY = 'application/apply-patch+yaml';

/** One round on one server: every figure by its name. What it makes it removes. */
export async function measureRound({ access, client }, round) {
  const passing = namesOf(PASSING, `round-${round}`);
  const path = (name) => pathOf(PASSING.namespace, name);
  const perSecond = async (items, work, connections = CONNECTIONS) =>
    (items.length * 1000) / (await timed(() => forEachOf(items, connections, work)));
  const create = (name) => client.send('POST', path(), { body: clusterText(PASSING.namespace, name) });
  const get = (name) => client.send('GET', path(name));
  const list = () => client.send('GET', `${pathOf(STANDING.namespace)}?limit=${STANDING.count}`);
  const patch = (name) => client.send('PATCH', path(name), { type: MERGE_PATCH, body: labelText(name) });
  const apply = (name) => client.send('PATCH', applyPath(name), { type: APPLY, body: appliedText(name) });
  return {
    creates: await perSecond(passing, create),
    gets: await perSecond(
      Array.from({ length: GETS }, (_, index) => passing[index % passing.length]),
      get,
    ),
    lists: await perSecond(Array(LISTS).fill(), list, LISTING_CONNECTIONS),
    patches: await perSecond(passing, patch),
    applies: await perSecond(passing, apply),
    deletes: await perSecond(passing, (name) => client.send('DELETE', path(name))),
    ...(await measureFanOut(access, client, round)),
  };
}

const labelText = (value) => JSON.stringify({ metadata: { labels: { bench: value } } });
const appliedText = (name) => clusterText(PASSING.namespace, name, 5);
const applyPath = (name) => `${pathOf(PASSING.namespace, name)}?fieldManager=bench&force=true`;

/** From sending a write to its event at each of many watchers. */
async function measureFanOut(access, client, round) {
  const watching = new Client(access, WATCHERS);
  const fanOut = new FanOut(WATCHERS * EVENTS);
  const path = pathOf(PASSING.namespace);
  const { metadata } = JSON.parse(await client.send('GET', `${path}?limit=1`));
  const watchPath = `${path}?watch=true&allowWatchBookmarks=true&resourceVersion=${metadata.resourceVersion}`;
  // All are open before the first event: connecting is not what is measured.
  const watches = await Promise.all(Array.from({ length: WATCHERS }, () => watching.watch(watchPath)));
  // Ended by closing their client: the rejection is how a watch ends.
  for (const lines of watches) fanOut.follow(lines).catch(() => undefined);
  const names = namesOf({ count: EVENTS }, `event-${round}`);
  for (const name of names) {
    fanOut.sent(name);
    await client.send('POST', path, { body: clusterText(PASSING.namespace, name) });
  }
  const latencies = await fanOut.all;
  await watching.close();
  await forEachOf(names, CONNECTIONS, (name) => client.send('DELETE', pathOf(PASSING.namespace, name)));
  return { fanOutP50: percentile(latencies, 50), fanOutP99: percentile(latencies, 99) };
}

class FanOut {
  #latencies = [];
  #sentAt = new Map();
  #expected;
  #seen = Promise.withResolvers();

  constructor(expected) {
    this.#expected = expected;
  }

  get all() {
    return this.#seen.promise;
  }

  sent(name) {
    this.#sentAt.set(name, performance.now());
  }

  async follow(lines) {
    for await (const line of lines) {
      const now = performance.now();
      const { type, object } = JSON.parse(line);
      if (type !== 'ADDED') continue;
      this.#latencies.push(now - this.#sentAt.get(object.metadata.name));
      if (this.#latencies.length === this.#expected) this.#seen.resolve(this.#latencies);
    }
  }
}
