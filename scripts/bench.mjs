/** `npm run bench`: what the product costs, beside what it may cost. Everything runs on this machine's loopback. */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { performance } from 'node:perf_hooks';
import { startApp, startCluster } from './bench/actors.mjs';
import { measureApiServer } from './bench/measures/api-server.mjs';
import { measureProvisioning } from './bench/measures/provisioning.mjs';
import { measureReads } from './bench/measures/reads.mjs';
import { growTo, measureHiddenChange, measureIdle, measureWake } from './bench/measures/steady-state.mjs';
import { measureThroughput } from './bench/measures/throughput.mjs';
import { report } from './bench/report.mjs';
import { User } from './bench/user.mjs';
import { Worker } from './bench/worker.mjs';

const FLAGS = {
  clusters: { type: 'string', default: '200', help: 'made at once' },
  steady: { type: 'string', default: '500', help: 'Running while nothing happens, up to 10000' },
  members: { type: 'string', default: '3', help: 'of each cluster' },
  resync: { type: 'string', default: '30', help: 'seconds between two looks at every cluster, at least 5' },
  seconds: { type: 'string', default: '3', help: 'for each kind of read' },
  profile: { type: 'string', help: 'folder for CPU profiles of the application and the cluster' },
  help: { type: 'boolean' },
};

function readOptions() {
  const { values } = parseArgs({ options: FLAGS });
  if (values.help) {
    for (const [name, { help, default: value }] of Object.entries(FLAGS))
      if (help) console.log(`--${name}  ${help}${value ? ` (${value})` : ''}`);
    process.exit(0);
  }
  return {
    clusters: readCount('clusters', values.clusters, 1, 10_000),
    steady: readCount('steady', values.steady, 1, 10_000),
    members: readCount('members', values.members, 1, 9),
    resyncSeconds: readCount('resync', values.resync, 5, 3600),
    seconds: readCount('seconds', values.seconds, 1, 60),
    profileDir: values.profile,
  };
}

function readCount(flag, text, min, max) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  console.error(`--${flag} takes a whole number from ${min} to ${max}, not "${text}"`);
  process.exit(2);
}

const startedAt = performance.now();
const say = (what) => console.error(`${Math.round((performance.now() - startedAt) / 1000)} s: ${what}`);

/** One cluster and one application after the other: what is large by then is what a restart has to take in. */
async function measureApplication(options) {
  const cluster = await startCluster({ withOperators: true, profileDir: options.profileDir });
  const user = await User.of(cluster, 'bench');
  const parts = { cluster, user, options, app: await startApp(cluster, options) };
  const empty = await parts.app.call('usage');

  say('new clusters');
  const provisioning = await measureProvisioning(parts);
  const present = Math.max(options.steady, options.clusters);
  say(`${present} Running clusters`);
  const names = await growTo(present, parts);
  await parts.app.stop();

  say('restart');
  const restarted = { ...parts, names, app: await startApp(cluster, options) };
  const restart = await measureRestart(restarted.app, empty, present);
  say('idle');
  const idle = await measureIdle(restarted);
  const wake = await measureWake(restarted);
  say('hidden change');
  const hidden = await measureHiddenChange(restarted);
  say('reads');
  const reader = new Worker('./reader-process.mjs');
  const reads = await measureReads({ ...restarted, reader });

  await reader.stop();
  await restarted.app.stop();
  await user.close();
  await cluster.stop();
  return { provisioning, restart, idle, wake, hidden, reads, options: { ...options, steady: present } };
}

async function measureRestart(app, empty, present) {
  const { liveBytes, rssBytes } = await app.call('usage');
  return { readyMs: app.readyMs, rssBytes, bytesPerCluster: (liveBytes - empty.liveBytes) / present };
}

const options = readOptions();
say('API server by itself');
const apiServer = await measureApiServer();
say('bare writes');
const throughput = await measureThroughput({ options });
const measured = await measureApplication(options);
console.log(report({ ...measured, apiServer, throughput }));
say('done');
