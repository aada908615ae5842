import { startApp, startCluster, untilQuiet } from '../actors.mjs';
import { POD } from '../product.mjs';
import { NAMESPACE, User } from '../user.mjs';
import { describe, reportChurn } from './report.mjs';

/** Clusters that stay and whose pods change all the time, and clusters that come and go meanwhile. */
const STAYING = 20;
const PASSING = 20;
const TOUCHERS = 4;
const READINGS = 8;

/** On a machine with other work to do a Lease may be lost, and with it the process that is measured. */
const ALONE = { DBAAS_LEADER_ELECTION: 'false' };

/** What is left of the application's memory after collections, always over the same clusters, while events pass by. */
export async function measureChurn(options) {
  const { say, events, members } = options;
  const cluster = await startCluster({ ...options, withOperators: true });
  const user = await User.of(cluster, 'bench');
  const app = await startApp(cluster, { ...options, env: ALONE });
  await user.createClusters('stays', STAYING, members);
  await user.untilRunning(STAYING);
  const readings = [await read(app, cluster)];
  for (let reading = 1; reading <= READINGS; reading++) {
    await churnUntil((events * reading) / READINGS, { app, user, members });
    readings.push(await read(app, cluster));
    say(describe(readings.at(-1)));
  }
  await app.stop();
  await user.close();
  await cluster.stop();
  console.log(reportChurn(readings, STAYING));
}

async function read(app, cluster) {
  await untilQuiet(cluster);
  return { events: await app.call('events'), ...(await app.call('memory')) };
}

async function churnUntil(wanted, { app, user, members }) {
  const { items: pods } = await user.client.list(POD, { namespace: NAMESPACE });
  const isOver = async () => (await app.call('events')) >= wanted;
  while (!(await isOver())) {
    const names = await user.createClusters('passes', PASSING, members);
    const run = user.untilRunning(STAYING + PASSING);
    await touchWhile(run, user.client, pods);
    await user.deleteClusters(names);
    await touchWhile(user.untilThereAre(STAYING), user.client, pods);
  }
}

/** One change after the other of pods of clusters that stay, until something else has happened. */
async function touchWhile(happening, client, pods) {
  let goesOn = true;
  const touch = async (toucher) => {
    for (let turn = toucher; goesOn; turn += TOUCHERS) {
      const { metadata } = pods[turn % pods.length];
      const body = { metadata: { annotations: { 'bench/touched': String(turn) } } };
      await client.patch(POD, { namespace: NAMESPACE, name: metadata.name }, { type: 'merge', body });
    }
  };
  const touchers = Array.from({ length: TOUCHERS }, (_, toucher) => touch(toucher));
  await happening;
  goesOn = false;
  await Promise.all(touchers);
}
