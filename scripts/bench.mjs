/**
 * `npm run bench`: what the product costs, beside what it may cost; with a subject: one thing of it in more depth.
 * Everything runs on this machine's loopback.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { performance } from 'node:perf_hooks';
import { startApp, startCluster, untilQuiet } from './bench/actors.mjs';
import { measureApi } from './bench/api/index.mjs';
import { compareApiServers } from './bench/apiserver/index.mjs';
import { measureChurn } from './bench/churn/index.mjs';
import { measureProvisioning } from './bench/measures/provisioning.mjs';
import { measureReads } from './bench/measures/reads.mjs';
import { growTo, measureHiddenChange, measureIdle, measureWake } from './bench/measures/steady-state.mjs';
import { measureThroughput } from './bench/measures/throughput.mjs';
import { report } from './bench/report.mjs';
import { measureScale } from './bench/scale/index.mjs';
import { User } from './bench/user.mjs';
import { Worker } from './bench/worker.mjs';

const SUBJECTS = {
  api: { run: measureApi, help: 'reads and subscriptions over 10000 clusters, with rights, beside the API server' },
  apiserver: { run: compareApiServers, help: 'the embedded API server beside a real one' },
  churn: { run: measureChurn, help: 'memory of the application while events pass by' },
  scale: {
    run: measureScale,
    help: 'one application over 10000 clusters, and over a tenth of them on a real API server',
  },
};

/** Subjects that are about many clusters. */
const MANY = ['api', 'scale'];

const FLAGS = {
  clusters: { type: 'string', help: 'made (200; api and scale: 10000)' },
  live: {
    type: 'string',
    default: '200',
    help: 'of the clusters of scale, so many are made by the stand-in of the operator, the rest are copies of one',
  },
  wave: { type: 'string', help: 'of those, so many at once, the next when they are Running (all; scale: 500)' },
  steady: { type: 'string', default: '300', help: 'Running while nothing happens, up to 10000' },
  members: { type: 'string', default: '3', help: 'of each cluster' },
  resync: {
    type: 'string',
    default: '15',
    help: 'seconds between two looks at every cluster, at least 5; the application itself defaults to 30',
  },
  seconds: { type: 'string', default: '2', help: 'for each kind of read' },
  subscribers: { type: 'string', default: '1000', help: 'of api' },
  rounds: { type: 'string', default: '7', help: 'of the comparison of API servers' },
  events: { type: 'string', default: '200000', help: 'of churn' },
  servers: { type: 'string', default: 'embedded,real', help: 'of api and scale' },
  profile: { type: 'string', help: 'folder for CPU profiles of the application and the cluster' },
  help: { type: 'boolean' },
};

function readOptions() {
  const { values, positionals } = parseArgs({ options: FLAGS, allowPositionals: true });
  if (values.help) help();
  const subject = readSubject(positionals);
  return {
    subject,
    clusters: readCount('clusters', values.clusters ?? (MANY.includes(subject) ? '10000' : '200'), 1, 10_000),
    wave: readCount('wave', values.wave ?? (subject === 'scale' ? '500' : '10000'), 1, 10_000),
    live: readCount('live', values.live, 1, 10_000),
    steady: readCount('steady', values.steady, 1, 10_000),
    members: readCount('members', values.members, 1, 9),
    resyncSeconds: readCount('resync', values.resync, 5, 3600),
    seconds: readCount('seconds', values.seconds, 1, 60),
    subscribers: readCount('subscribers', values.subscribers, 1, 5000),
    rounds: readCount('rounds', values.rounds, 1, 100),
    events: readCount('events', values.events, 1, 100_000_000),
    servers: readServers(values.servers),
    profileDir: values.profile,
  };
}

function help() {
  for (const [name, { help: text }] of Object.entries(SUBJECTS)) console.log(`${name}  ${text}`);
  for (const [name, { help: text, default: value }] of Object.entries(FLAGS))
    if (text) console.log(`--${name}  ${text}${value ? ` (${value})` : ''}`);
  process.exit(0);
}

function readSubject([subject, ...others]) {
  if (others.length === 0 && (subject === undefined || Object.hasOwn(SUBJECTS, subject))) return subject;
  console.error(`either no subject or one of ${Object.keys(SUBJECTS).join(', ')}`);
  process.exit(2);
}

function readServers(text) {
  const servers = text.split(',');
  if (servers.every((server) => server === 'embedded' || server === 'real')) return servers;
  console.error(`--servers takes embedded, real or both, not "${text}"`);
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
const { run } = SUBJECTS[options.subject] ?? { run: measureProduct };
await run({ ...options, say });
say('done');
