import { setTimeout as delay } from 'node:timers/promises';
import { startApp, startCluster, untilQuiet } from '../actors.mjs';
import { findBinaries, HOW_TO_GET } from '../binaries.mjs';
import { OPS_REQUEST } from '../product.mjs';
import { forEachOf } from '../statistics.mjs';
import { NAMESPACE, User } from '../user.mjs';
import { Worker } from '../worker.mjs';
import { measureFanOut } from './fan-out.mjs';
import { measureApiReads, PAGE } from './reads.mjs';
import { reportApi } from './report.mjs';

const POLL_MS = 100;
const OPERATIONS_EACH = 2;
const CONCURRENT = 16;
const RBAC = 'rbac.authorization.k8s.io';

/** On a machine with other work to do a Lease may be lost; and one caller holds all subscriptions. */
const ENV = { DBAAS_LEADER_ELECTION: 'false', DBAAS_WATCHES_PER_CALLER: '0' };

/** Reads and subscriptions of one caller of few rights over many clusters, beside the same reads of the API server. */
export async function measureApi(options) {
  for (const server of options.servers) {
    if (server === 'real' && !(await findBinaries())) {
      console.log(`skipped: no real control plane; ${HOW_TO_GET}`);
      continue;
    }
    console.log(reportApi(await measureOn({ ...options, server })));
  }
}

/** Without operators: how a database is run makes no difference to who reads of it. */
async function measureOn(options) {
  const { say, server, clusters, members } = options;
  const cluster = await startCluster({ ...options, withOperators: false });
  const user = await User.of(cluster, 'bench');
  say(`${server}: ${clusters} clusters`);
  const names = (await user.createClusters('new', clusters, members)).toSorted();
  await makeOperations(user, names.slice(0, PAGE));
  const token = await readerToken(cluster, user);
  const app = await startApp(cluster, { ...options, env: ENV });
  while ((await app.call('begunCount')) < clusters) await delay(POLL_MS);
  await untilQuiet(cluster);
  const parts = { cluster, user, app, token, names, options };
  say('reads');
  const reader = new Worker('./reader-process.mjs');
  const reads = await measureApiReads({ ...parts, reader });
  await reader.stop();
  say('subscribers');
  const fanOut = await measureFanOut(parts);
  await app.stop();
  await user.close();
  await cluster.stop();
  return { options, reads, fanOut };
}

/** Of the clusters of the first page, so that what is nested in it is there. */
async function makeOperations(user, names) {
  const wanted = names.flatMap((name) => Array.from({ length: OPERATIONS_EACH }, (_, index) => ({ name, index })));
  await forEachOf(wanted, CONCURRENT, ({ name, index }) =>
    user.client.create(OPS_REQUEST, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: OPS_REQUEST.kind,
      metadata: { name: `${name}-restart-${index}`, namespace: NAMESPACE },
      spec: { clusterRef: { name }, type: 'Restart', notBefore: '2999-01-01T00:00:00Z' },
    }),
  );
}

/** Of somebody who may read, and nothing else, in the one namespace: every answer rests on rights. */
async function readerToken(cluster, { client }) {
  const metadata = { name: 'bench-reader', namespace: NAMESPACE };
  const make = (kind, plural, more) =>
    client.create(
      { group: RBAC, version: 'v1', kind, plural, namespaced: true },
      { apiVersion: `${RBAC}/v1`, kind, metadata, ...more },
    );
  await make('Role', 'roles', {
    rules: [{ apiGroups: ['dbaas.io'], resources: ['*'], verbs: ['get', 'list', 'watch'] }],
  });
  await make('RoleBinding', 'rolebindings', {
    roleRef: { apiGroup: RBAC, kind: 'Role', name: metadata.name },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: metadata.name }],
  });
  return cluster.call('tokenOf', metadata.name);
}
