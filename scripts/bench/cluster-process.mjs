/** The embedded cluster as a process of its own; counts the requests of each user at the server. */
import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { silentLogger } from '../../dist/kube/logger.js';
import { isDefinition, readObjects } from '../../dist/sandbox/definitions.js';
import { createStandIns } from '../../dist/sandbox/engines/registry.js';
import { SandboxCluster } from '../../dist/sandbox/sandbox-cluster.js';
import { RequestTally } from './request-tally.mjs';
import { readCpuMs, serveCalls } from './worker.mjs';

const CRDS = fileURLToPath(new URL('../../crds/', import.meta.url));

let cluster;
let reveal = () => undefined;
const tally = new RequestTally();

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
    cluster.api.onRequest(tally.record);
    return { url: cluster.api.url, ca: cluster.api.caCertificate, token: cluster.api.adminToken };
  },

  kubeconfigFor(user) {
    return cluster.api.kubeconfig(cluster.api.createToken(user, ['system:masters']));
  },

  takeRequests: (user) => tally.take(user),

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
