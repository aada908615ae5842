/** The embedded cluster as a process of its own; counts the requests of each user at the server. */
import 'reflect-metadata';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../dist/kube/logger.js';
import { isDefinition, readObjects } from '../../dist/sandbox/definitions.js';
import { createStandIns } from '../../dist/sandbox/engines/registry.js';
import { SandboxCluster } from '../../dist/sandbox/sandbox-cluster.js';
import { ClusterTemplate } from './clones/cluster-template.mjs';
import { RequestTally } from './request-tally.mjs';
import { readCpuMs, serveCalls } from './worker.mjs';

const CRDS = fileURLToPath(new URL('../../crds/', import.meta.url));

const CLONES_PER_COMMIT = 50;

let cluster;
let standIns = [];
let reveal = () => undefined;
const tally = new RequestTally();

serveCalls({
  async start({ withOperators }) {
    const shipped = await readObjects(CRDS);
    const engines = createStandIns();
    const engineCrds = engines.flatMap((standIn) => standIn.crds());
    standIns = withOperators ? engines : [];
    cluster = await SandboxCluster.start({
      manifests: [...shipped, ...(withOperators ? [] : engineCrds.filter(isDefinition))],
      standIns,
      stepMs: 0,
      logger: silentLogger,
    });
    cluster.api.onRequest(tally.record);
    return { url: cluster.api.url, ca: cluster.api.caCertificate, token: cluster.api.adminToken };
  },

  kubeconfigFor(user) {
    return cluster.api.kubeconfig(cluster.api.createToken(user, ['system:masters']));
  },

  /** Of somebody without rights of their own. */
  tokenOf: (user) => cluster.api.createToken(user, ['system:authenticated']),

  takeRequests: (user) => tally.take(user),

  /** Watchers do not hear of changes of this object until `reveal`. */
  hide(name) {
    reveal = cluster.api.withholdEvents(({ current }) => current.name === name);
  },

  reveal() {
    reveal();
  },

  /** Nobody answers to what is written from now on, nor do their webhooks to what is asked. */
  async stopOperators() {
    await Promise.all(standIns.map((standIn) => standIn.stop()));
  },

  /** Copies of a Running cluster under other names, written past the API, many in one commit. */
  async clone({ name, written, names }) {
    const template = new ClusterTemplate(cluster.api.backUp(), { name, written });
    for (let from = 0; from < names.length; from += CLONES_PER_COMMIT) {
      const batch = names.slice(from, from + CLONES_PER_COMMIT);
      await cluster.api.restore(batch.flatMap((clone) => template.objectsFor(clone)));
      await nextTurn();
    }
  },

  cpuMs: readCpuMs,
  stop: () => cluster?.stop(),
});
