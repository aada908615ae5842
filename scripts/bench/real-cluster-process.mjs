/** A real control plane with the stand-ins of the operators, started by a process of its own that follows its audit log. */
import '../typescript-hooks.mjs';
import 'reflect-metadata';
import { fileURLToPath } from 'node:url';
import { RequestTally } from './request-tally.mjs';
import { serveCalls } from './worker.mjs';

const { silentLogger } = await import('../../src/kube/logger.ts');
const { isDefinition, readObjects } = await import('../../src/sandbox/definitions.ts');
const { createStandIns } = await import('../../src/sandbox/engines/registry.ts');
const { RealCluster } = await import('../../test/envtest/real-cluster.ts');

const CRDS = fileURLToPath(new URL('../../crds/', import.meta.url));

let cluster;
const tally = new RequestTally();

serveCalls({
  async start({ withOperators }) {
    const shipped = await readObjects(CRDS);
    const engineCrds = createStandIns().flatMap((standIn) => standIn.crds());
    cluster = await RealCluster.start({
      manifests: [...shipped, ...(withOperators ? [] : engineCrds.filter(isDefinition))],
      standIns: withOperators ? undefined : [],
      stepMs: 0,
      logger: silentLogger,
    });
    cluster.api.onRequest(tally.record);
    const { url, ca, token } = cluster.plane.access;
    return { url, ca, token };
  },

  kubeconfigFor(user) {
    const { access } = cluster.plane;
    return access.kubeconfig(access.createUserToken(user, ['system:masters']));
  },

  tokenOf: (user) => cluster.plane.access.createUserToken(user, ['system:authenticated']),

  takeRequests: (user) => tally.take(user),

  /** Three processes, of which none is ours: not told. */
  cpuMs: () => NaN,
  stop: () => cluster?.stop(),
});
