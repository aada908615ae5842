/** The embedded cluster as a process of its own; counts the requests of each user at the server. */
import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../dist/kube/logger.js';
import { isDefinition, readObjects } from '../../dist/sandbox/definitions.js';
import { createStandIns } from '../../dist/sandbox/engines/registry.js';
import { SandboxCluster } from '../../dist/sandbox/sandbox-cluster.js';
import { readCpuMs, serveCalls } from './worker.mjs';

const CRDS = fileURLToPath(new URL('../../crds/', import.meta.url));
const READS = new Set(['get', 'list', 'watch']);

let cluster;
let reveal = () => undefined;
const users = new Map();

function emptyTally() {
  return { requests: new Map(), firstWriteAt: undefined, lastWriteAt: undefined };
}

function count({ user, verb, method, resource, subresource, path }) {
  if (!users.has(user)) users.set(user, emptyTally());
  const tally = users.get(user);
  const target = resource ? [resource, subresource].filter(Boolean).join('/') : path;
  const what = `${verb || method} ${target}`;
  tally.requests.set(what, (tally.requests.get(what) ?? 0) + 1);
  // Renewals of the Lease go on whatever happens: they are no work.
  if (READS.has(verb) || resource.startsWith('leases.')) return;
  tally.lastWriteAt = Date.now();
  tally.firstWriteAt ??= tally.lastWriteAt;
}

serveCalls({
  async start({ withOperators }) {
    const shipped = await readObjects(CRDS);
    const engineCrds = createStandIns().flatMap((standIn) => standIn.crds());
    cluster = await SandboxCluster.start({
      manifests: [...shipped, ...(withOperators ? [] : engineCrds.filter(isDefinition))],
      standIns: withOperators ? undefined : [],
      stepMs: 0,
      logger: silentLogger,
    });
    cluster.api.onRequest(count);
    return { url: cluster.api.url, ca: cluster.api.caCertificate, token: cluster.api.adminToken };
  },

  kubeconfigFor(user) {
    return cluster.api.kubeconfig(cluster.api.createToken(user, ['system:masters']));
  },

  /** What the user has asked since the last call. */
  takeRequests(user) {
    const { requests, ...times } = users.get(user) ?? emptyTally();
    users.delete(user);
    return { requests: [...requests], ...times };
  },

  /** Watchers do not hear of changes of this object until `reveal`. */
  hide(name) {
    reveal = cluster.api.withholdEvents(({ current }) => current.name === name);
  },

  reveal() {
    reveal();
  },
  cpuMs: readCpuMs,
  stop: () => cluster?.stop(),
});
