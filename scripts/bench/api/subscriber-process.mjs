/** Many readers of one cluster's changes, each on a socket of its own, and one of the watch that all of it comes from. */
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { WebSocket } from 'ws';
import { percentile } from '../statistics.mjs';
import { serveCalls } from '../worker.mjs';

const POLL_MS = 10;
const OPENED_AT_ONCE = 50;
/** Longer than anything that is measured takes: what has not come by then does not come. */
const PATIENCE_MS = 30_000;

const sockets = [];
/** Arrivals by the resourceVersion that was told. */
let arrivals = new Map();
let watchArrivals = new Map();
let watching;

serveCalls({
  async watch({ url, ca, headers }) {
    const dispatcher = new Agent({ connect: { ca }, bodyTimeout: 0 });
    const { body } = await request(url, { headers, dispatcher });
    watching = { body, read: readLines(body).catch(() => undefined) };
  },

  /** Resolves when each has had the present state. A slow one reads nothing after that. */
  async subscribe({ url, token, query, count, slow }) {
    for (let from = 0; from < count; from += OPENED_AT_ONCE) {
      const batch = Array.from({ length: Math.min(OPENED_AT_ONCE, count - from) });
      await Promise.all(batch.map(() => openSocket({ url, token, query })));
    }
    for (let index = 0; index < slow; index++) (await openSocket({ url, token, query, isCounted: false })).pause();
    arrivals = new Map();
    watchArrivals = new Map();
  },

  /** How much later than the watch this change came to `count` of them. */
  async latenciesOf({ resourceVersion, count }) {
    const deadline = performance.now() + PATIENCE_MS;
    const isOver = () => watchArrivals.has(resourceVersion) && arrivals.get(resourceVersion)?.length >= count;
    while (!isOver()) {
      if (performance.now() > deadline) throw new Error(`only ${arrivals.get(resourceVersion)?.length ?? 0} were told`);
      await delay(POLL_MS);
    }
    const toldAt = watchArrivals.get(resourceVersion);
    const latencies = arrivals.get(resourceVersion).map((at) => Math.max(0, at - toldAt));
    return { p50Ms: percentile(latencies, 50), p99Ms: percentile(latencies, 99), maxMs: Math.max(...latencies) };
  },

  async stop() {
    for (const socket of sockets) socket.terminate();
    watching?.body.destroy();
    await watching?.read;
  },
});

function openSocket({ url, token, query, isCounted = true }) {
  const socket = new WebSocket(url, 'graphql-transport-ws');
  sockets.push(socket);
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token } })));
    socket.on('message', (data) => {
      const at = performance.now();
      const { type, payload } = JSON.parse(data.toString());
      if (type === 'connection_ack')
        return socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
      if (type === 'ping') return socket.send('{"type":"pong"}');
      if (type !== 'next') return reject(new Error(`${type}: ${JSON.stringify(payload)}`));
      if (isCounted) note(arrivals, payload.data.clusterChanged.metadata.resourceVersion, at);
      return resolve(socket);
    });
  });
}

function note(map, resourceVersion, at) {
  if (!map.has(resourceVersion)) map.set(resourceVersion, []);
  map.get(resourceVersion).push(at);
}

async function readLines(body) {
  let rest = '';
  for await (const chunk of body.setEncoding('utf8')) {
    const at = performance.now();
    const lines = (rest + chunk).split('\n');
    rest = lines.pop();
    for (const line of lines) watchArrivals.set(JSON.parse(line).object.metadata.resourceVersion, at);
  }
}
