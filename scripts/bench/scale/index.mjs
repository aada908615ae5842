import { startApp, startCluster, untilQuiet } from '../actors.mjs';
import { findBinaries, HOW_TO_GET } from '../binaries.mjs';
import { measureProvisioning } from '../measures/provisioning.mjs';
import { measureHiddenChange, measureIdle, measureWake } from '../measures/steady-state.mjs';
import { measureThroughput } from '../measures/throughput.mjs';
import { User } from '../user.mjs';
import { makeCopies } from './copies.mjs';
import { startOver } from './first-pass.mjs';
import { reportScale } from './report.mjs';
import { measureLeaderKilled, measureMemberKilled } from './take-over.mjs';

/** First passes are compared over so many; the others wait for the operator, and it for the server. */
const COMPARED = 500;
/** Of the real server's disk and processor, beside which the embedded one is light. */
const REAL_SHARE = 0.1;

/** One application over many clusters, on the embedded server and on the real one: a table for each. */
export async function measureScale(options) {
  for (const server of options.servers) {
    if (server === 'real' && !(await findBinaries())) {
      console.log(`skipped: no real control plane; ${HOW_TO_GET}`);
      continue;
    }
    const clusters = Math.ceil(options.clusters * (server === 'real' ? REAL_SHARE : 1));
    // How a real server keeps its objects is its own affair: there all are made.
    const live = server === 'real' ? clusters : Math.min(options.live, clusters);
    console.log(reportScale(await measureOn({ ...options, server, clusters, live })));
  }
}

async function measureOn(options) {
  const { say, server } = options;
  say(`${server}: bare writes`);
  const throughput = await measureThroughput({
    options: { ...options, clusters: Math.min(options.clusters, COMPARED) },
  });
  const cluster = await startCluster({ ...options, withOperators: true });
  const user = await User.of(cluster, 'bench');
  const measured = await measureCluster({ cluster, user, options });
  await user.close();
  await cluster.stop();
  return { options: { ...options, steady: options.clusters }, throughput, ...measured };
}

async function measureCluster({ cluster, user, options }) {
  const { say, clusters } = options;
  const parts = { cluster, user, options, names: Array.from({ length: clusters }, (_, index) => `new-${index}`) };
  const { none, provisioning } = await measureMaking(parts);
  say('restart');
  const app = await startOver(parts);
  const memory = perCluster(none, await app.call('memory'), { app, clusters });
  say('idle');
  const idle = await measureIdle({ ...parts, app });
  const wake = await measureWake({ ...parts, app });
  const hidden = cluster.canHide ? await measureHiddenChange(parts) : undefined;
  say('the leader dies');
  const leader = await measureLeaderKilled({ ...parts, app });
  say('a member dies');
  const member = await measureMemberKilled(parts);
  return { provisioning, memory, idle, wake, hidden, leader, member };
}

/** Some are made by operator and application, and measured; the rest are copies of one of them. */
async function measureMaking({ cluster, user, options, names }) {
  const { say, live, clusters } = options;
  const app = await startApp(cluster, options);
  const none = await app.call('memory');
  await app.call('recordWritesOf', names[0]);
  say(`${live} new clusters`);
  const provisioning = await measureProvisioning({ cluster, user, options: { ...options, clusters: live } });
  await untilQuiet(cluster);
  const written = await app.call('recordedWrites');
  await app.stop();
  if (live < clusters) {
    say(`${clusters - live} copies`);
    await makeCopies({ cluster, user, names, live, written });
  }
  return { none, provisioning };
}

/** By the difference between two fresh applications, one over nothing and one over all. */
const perCluster = (none, many, { app, clusters }) => ({
  app,
  bytesPerCluster: (many.liveBytes - none.liveBytes) / clusters,
  rssBytes: many.rssBytes,
});
