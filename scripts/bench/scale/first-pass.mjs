import { setTimeout as delay } from 'node:timers/promises';
import { APP_USER, startApp, untilQuiet } from '../actors.mjs';

const POLL_MS = 100;

/** What every start costs, however many clusters there are: caches, the Lease, the namespace of it, the catalogue. */
const OF_EVERY_START = /^(list|watch) | leases\.|^create namespaces$|^patch databaseengines\./;

/**
 * A fresh application over clusters that need nothing; resolves when it has looked at all of them and is quiet.
 * @throws when it asked for anything on behalf of one: then they were not Running, or the copies are none, and what is
 * measured over them would mean nothing.
 */
export async function startOver({ cluster, options }) {
  await cluster.call('takeRequests', APP_USER);
  const app = await startApp(cluster, options);
  while ((await app.call('begunCount')) < options.clusters) await delay(POLL_MS);
  const { requests } = await untilQuiet(cluster);
  assertNothingAsked(requests);
  return app;
}

function assertNothingAsked(requests) {
  const others = requests.filter(([what]) => !OF_EVERY_START.test(what));
  if (others.length === 0) return;
  const told = others.map(([what, count]) => `${what} (${count})`).join(', ');
  throw new Error(`a fresh application over Running clusters has work to do: ${told}`);
}
