/**
 * `npm run bench`: what the product costs, beside what it may cost. `npm run bench -- apiserver`: the embedded API server
 * beside a real one. Everything runs on this machine's loopback.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { performance } from 'node:perf_hooks';
import { startApp, startCluster, untilQuiet } from './bench/actors.mjs';
import { compareApiServers } from './bench/apiserver/index.mjs';
import { measureProvisioning } from './bench/measures/provisioning.mjs';
import { measureReads } from './bench/measures/reads.mjs';
import { growTo, measureHiddenChange, measureIdle, measureWake } from './bench/measures/steady-state.mjs';
import { measureThroughput } from './bench/measures/throughput.mjs';
import { report } from './bench/report.mjs';
import { User } from './bench/user.mjs';
import { Worker } from './bench/worker.mjs';

const FLAGS = {
  clusters: { type: 'string', default: '200', help: 'made at once' },
  steady: { type: 'string', default: '300', help: 'Running while nothing happens, up to 10000' },
  members: { type: 'string', default: '3', help: 'of each cluster' },
  resync: {
    type: 'string',
    default: '15',
    help: 'seconds between two looks at every cluster, at least 5; the application itself defaults to 30',
  },
  seconds: { type: 'string', default: '2', help: 'for each kind of read' },
  rounds: { type: 'string', default: '7', help: 'of the comparison of API servers' },
  profile: { type: 'string', help: 'folder for CPU profiles of the application and the cluster' },
  help: { type: 'boolean' },
};

function readOptions() {
  const { values, positionals } = parseArgs({ options: FLAGS, allowPositionals: true });
  if (values.help) {
    for (const [name, { help, default: value }] of Object.entries(FLAGS))
      if (help) console.log(`--${name}  ${help}${value ? ` (${value})` : ''}`);
    process.exit(0);
  }
  return {
    subject: readSubject(positionals),
    clusters: readCount('clusters', values.clusters, 1, 10_000),
    steady: readCount('steady', values.steady, 1, 10_000),
    members: readCount('members', values.members, 1, 9),
    resyncSeconds: readCount('resync', values.resync, 5, 3600),
    seconds: readCount('seconds', values.seconds, 1, 60),
    rounds: readCount('rounds', values.rounds, 1, 100),
    profileDir: values.profile,
  };
}

function readSubject([subject, ...others]) {
  if (others.length === 0 && (subject === undefined || subject === 'apiserver')) return subject;
  console.error('either no subject or "apiserver"');
  process.exit(2);
}

function readCount(flag, text, min, max) {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  console.error(`--${flag} takes a whole number from ${min} to ${max}, not "${text}"`);
  process.exit(2);
}

const startedAt = performance.now();
const say = (what) => console.error(`${Math.round((performance.now() - startedAt) / 1000)} s: ${what}`);

async function measureApplication(options) {
  const cluster = await startCluster({ withOperators: true, profileDir: options.profileDir });
  const user = await User.of(cluster, 'bench');
  const parts = { cluster, user, options };
  const first = await startApp(cluster, options);
  say('new clusters');
  const provisioning = await measureProvisioning(parts);
  await first.stop();
  const { names, ...memory } = await measureMemory(parts);
  const running = await measureRunning({ ...parts, names, app: memory.app });
  await memory.app.stop();
  await user.close();
  await cluster.stop();
  return { provisioning, memory, ...running, options: { ...options, steady: memory.present } };
}

/** By the difference between two fresh applications, one over some clusters and one over more: code weighs the same. */
async function measureMemory({ cluster, user, options }) {
  const before = await startApp(cluster, options);
  await untilQuiet(cluster);
  const few = await before.call('memory');
  const present = Math.max(options.steady, options.clusters + 1);
  say(`${present} Running clusters`);
  const names = await growTo(present, { user, options });
  await before.stop();
  say('restart');
  const app = await startApp(cluster, options);
  await untilQuiet(cluster);
  const many = await app.call('memory');
  const bytesPerCluster = (many.liveBytes - few.liveBytes) / (present - options.clusters);
  return { app, names, present, bytesPerCluster, rssBytes: many.rssBytes };
}

async function measureRunning(parts) {
  say('idle');
  const idle = await measureIdle(parts);
  const wake = await measureWake(parts);
  say('hidden change');
  const hidden = await measureHiddenChange(parts);
  say('reads');
  const reader = new Worker('./reader-process.mjs');
  const reads = await measureReads({ ...parts, reader });
  await reader.stop();
  return { idle, wake, hidden, reads };
}

async function measureProduct(options) {
  say('bare writes');
  const throughput = await measureThroughput({ options });
  const measured = await measureApplication(options);
  console.log(report({ ...measured, throughput }));
}

const options = readOptions();
if (options.subject === 'apiserver') await compareApiServers({ ...options, say });
else await measureProduct(options);
say('done');
