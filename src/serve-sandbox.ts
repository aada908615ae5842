import 'reflect-metadata';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { KubeConfig } from '@kubernetes/client-node';
import { startApp, type RunningApp } from './app.js';
import { loadCatalogue } from './catalogue.js';
import {
  ConfigError,
  loadSettings,
  LogSettings,
  ReconcileSettings,
  SandboxSettings,
  type Settings,
} from './config/index.js';
import { connect } from './kube/client/index.js';
import type { Logger } from './kube/logger.js';
import { PinoLogger } from './observability/index.js';
import { SERVICE_ACCOUNT_USER } from './permissions/index.js';
import { superviseProcess } from './process-lifetime.js';
import { seedCatalogue } from './reconcilers/database-engine/catalogue.js';
import { renderBanner } from './sandbox/banner.js';
import { DataFolder, FolderInUseError } from './sandbox/data-folder.js';
import { readObjects } from './sandbox/definitions.js';
import { offerStorage, startSandboxStore, type SandboxStore } from './sandbox/object-store/index.js';
import { SandboxCluster } from './sandbox/sandbox-cluster.js';

const MANIFESTS = ['../crds/', '../deploy/'].map((folder) => fileURLToPath(new URL(folder, import.meta.url)));

/**
 * One process on one machine: nobody to elect, a person at the terminal who wants to read the banner, and buckets, if
 * any, on that machine too.
 */
const SANDBOX_DEFAULTS = {
  DBAAS_LEADER_ELECTION: 'false',
  DBAAS_LOG_LEVEL: 'warn',
  DBAAS_AUDIT: 'none',
  DBAAS_GRAPHQL_PAGE: 'true',
  DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8,::1/128',
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { crds: { type: 'string' } } });
  const settings = loadSettings({
    ...SANDBOX_DEFAULTS,
    ...process.env,
    ...(values.crds && { DBAAS_SANDBOX_CRDS: values.crds }),
  });
  const logger = PinoLogger.create({ level: settings.get(LogSettings).level });
  const folder = await DataFolder.claim(settings.get(SandboxSettings).directory);
  let store: SandboxStore | undefined = undefined;
  let cluster: SandboxCluster | undefined = undefined;
  let app: RunningApp | undefined = undefined;
  const stop = async (): Promise<void> => {
    await app?.stop();
    await cluster?.stop();
    await store?.stop();
    await folder.release();
  };
  const onFatal = superviseProcess(stop, logger, settings.get(ReconcileSettings).shutdownSeconds * 1000);
  store = await startSandboxStore(folder);
  cluster = await startCluster(folder, settings, logger);
  await offer(store, cluster.kubeConfigFor('sandbox'), logger);
  const { name: user, groups } = SERVICE_ACCOUNT_USER;
  app = await startApp({ settings, kubeConfig: cluster.kubeConfigFor(user, groups), logger, onFatal });
  console.log(await announce({ app, cluster, store }, folder));
}

async function startCluster(folder: DataFolder, settings: Settings, logger: PinoLogger): Promise<SandboxCluster> {
  const { kubePort, stepMs, crds } = settings.get(SandboxSettings);
  const options = {
    dataDir: folder.file('data'),
    manifests: (await Promise.all(MANIFESTS.map(readObjects))).flat(),
    givenCrds: crds ? await readObjects(crds) : [],
    stepMs,
    logger,
  };
  const lastPort = Number(await folder.read('kube-port')) || 0;
  const cluster = await SandboxCluster.start({ ...options, port: kubePort || lastPort }).catch(
    (error: NodeJS.ErrnoException) => {
      // The port of the last run is only a convenience: one that was asked for is not.
      if (error.code !== 'EADDRINUSE' || kubePort !== 0) throw error;
      return SandboxCluster.start({ ...options, port: 0 });
    },
  );
  await folder.write('kube-port', new URL(cluster.api.url).port);
  return cluster;
}

/** Before the application starts, whose caches then hold it all: who reads the banner may ask for a database at once. */
async function offer(store: SandboxStore, config: KubeConfig, logger: Logger): Promise<void> {
  const client = connect(config, { userAgent: 'sandbox' });
  try {
    await seedCatalogue(client, await loadCatalogue(), { logger });
    await offerStorage(client, store);
  } finally {
    await client.close();
  }
}

interface Parts {
  readonly app: RunningApp;
  readonly cluster: SandboxCluster;
  readonly store: SandboxStore;
}

async function announce({ app, cluster: { api }, store }: Parts, folder: DataFolder): Promise<string> {
  const kubeconfig = await folder.write('kubeconfig', api.kubeconfig());
  const token = await folder.write('token', api.adminToken);
  return renderBanner({ url: app.url, kubernetesUrl: api.url, storeUrl: store.url, kubeconfig, token }, process.cwd());
}

main().catch((error: unknown) => {
  const mistake = error instanceof ConfigError || error instanceof FolderInUseError;
  console.error(mistake ? error.message : error);
  process.exit(1);
});
