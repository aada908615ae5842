/** `npm run bench -- apiserver`: the embedded API server beside a real kube-apiserver with its etcd. */
import { Client } from './client.mjs';
import { measureRound } from './measures.mjs';
import { CONNECTIONS, prepare } from './objects.mjs';
import { comparisonTable } from './report.mjs';
import { startEmbedded, startReal } from './servers.mjs';

/** Prints the table; without a real control plane, one line that says so and the figures of the embedded server. */
export async function compareApiServers({ rounds, profileDir, say }) {
  const servers = [await startEmbedded({ profileDir }), await startReal({ log: say })].filter(Boolean);
  try {
    for (const server of servers) {
      server.client = new Client(server.access, CONNECTIONS);
      server.rounds = [];
      await prepare(server.client);
    }
    // The first is for the compilers and caches of all.
    for (let round = 0; round <= rounds; round++) await measureAll(servers, round, say);
    for (const server of servers) server.rssBytes = await server.rssBytes();
    console.log(comparisonTable(servers));
  } finally {
    for (const { client, stop } of servers) {
      await client?.close();
      await stop();
    }
  }
}

/** One after the other, and the other way round in the next round: whatever else the machine does hits them alike. */
async function measureAll(servers, round, say) {
  say(round === 0 ? 'warm-up' : `round ${round}`);
  const order = round % 2 === 0 ? servers : servers.toReversed();
  for (const server of order) {
    const figures = await measureRound(server, round);
    if (round > 0) server.rounds.push(figures);
  }
}
