import { setTimeout as sleep } from 'node:timers/promises';
import type { SceneIncident } from './fault-bench.js';

/** Of real time: long enough for the product to run into what is wrong. */
const NOTICED_MS = 150;
/** Beyond every lease and every time limit but a watch's. */
const SUSPENDED_MS = 60_000;

const thenMend = async (mend: () => Promise<void> | void): Promise<void> => {
  await sleep(NOTICED_MS);
  await mend();
};

/** What befalls the whole path at once; each mends itself as its cause in the world would. */
export const INCIDENTS = {
  'the server restarts': async ({ cluster, path }) => {
    path.proxy.breakConnections();
    await cluster.restart();
  },
  'the server forgets its history and drops its watches': ({ cluster }) => {
    cluster.api.compactHistory();
    cluster.api.dropWatches();
  },
  'all connections break': ({ path }) => path.proxy.breakConnections(),
  'the token expires': ({ path }) => thenMend(path.expireToken()),
  "the client's certificate expires": async ({ path }) => thenMend(await path.expireClientCertificate()),
  "the server's certificate expires": async ({ path }) => thenMend(await path.expireServerCertificate()),
  "the server's authority changes": async ({ path }) => thenMend(await path.changeServerAuthority()),
  'the process is suspended': async ({ path, product }) => {
    path.proxy.pause();
    product.clock.jump(SUSPENDED_MS);
    await sleep(NOTICED_MS);
    path.proxy.resume();
  },
} as const satisfies Record<string, SceneIncident>;

export type IncidentName = keyof typeof INCIDENTS;
export const INCIDENT_NAMES = Object.keys(INCIDENTS) as readonly IncidentName[];
