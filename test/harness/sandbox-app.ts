import type { KubeConfig } from '@kubernetes/client-node';
import { startApp, type RunningApp } from '../../src/app.js';
import { loadSettings } from '../../src/config/index.js';
import type { Clock } from '../../src/kube/clock.js';
import type { LeaseTimes } from '../../src/kube/leader-election/index.js';
import { silentLogger, type Logger } from '../../src/kube/logger.js';
import { SandboxCluster, type SandboxClusterOptions } from '../../src/sandbox/sandbox-cluster.js';
import { PacedClock } from '../doubles/paced-clock.js';
import type { AuditedRequest } from '../envtest/audit-log.js';
import { RealCluster } from '../envtest/real-cluster.js';
import { applicationConfig } from './application-identity.js';
import { eventually } from './eventually.js';
import { productManifests } from './product-manifests.js';
import { wantsRealClusters } from './real-control-plane.js';

/** What the application needs of a cluster, embedded or real. */
export interface TestCluster {
  readonly api: {
    readonly adminToken: string;
    /** Told of each request once it is answered, of a watch once it begins. Returns what ends it. */
    onRequest(listener: (request: AuditedRequest) => void): () => void;
  };
  kubeConfigFor(user: string, groups?: readonly string[]): KubeConfig;
  /** With the operators' stand-ins. */
  stop(): Promise<void>;
}

export interface SandboxAppOptions {
  readonly cluster?: Partial<SandboxClusterOptions>;
  /** Environment on top of the tests' own. */
  readonly env?: Readonly<Record<string, string>>;
  readonly logger?: Logger;
  /** Tells the application from others of its kind, where there are several; rights are the same. */
  readonly replica?: string;
  readonly leaseTimes?: LeaseTimes;
  /** Of the application; the cluster's goes on as all clocks do. */
  readonly clock?: Clock;
  readonly onFatal?: (error: Error) => void;
}

/** Nothing but what a test is about: no limits that a busy test would run into. */
const TEST_ENV = {
  PORT: '0',
  DBAAS_LEADER_ELECTION: 'false',
  DBAAS_SHUTDOWN_SECONDS: '5',
  DBAAS_AUDIT: 'none',
  DBAAS_READS_PER_MINUTE: '0',
  DBAAS_WRITES_PER_MINUTE: '0',
  DBAAS_WATCHES_PER_CALLER: '0',
};

/** The whole product in this process: cluster, stand-ins as fast as events go, application on a free port. */
export class SandboxApp {
  private constructor(
    readonly cluster: TestCluster,
    readonly app: RunningApp,
    /** Of the administrator. */
    readonly token: string,
  ) {}

  static async start({
    cluster: clusterOptions,
    logger = silentLogger,
    ...app
  }: SandboxAppOptions = {}): Promise<SandboxApp> {
    const cluster = await startAnyCluster({ logger, ...clusterOptions });
    const sandbox = await SandboxApp.over(cluster, { ...app, logger });
    await sandbox.offersEngines();
    return sandbox;
  }

  /** A new application over a cluster that is there already: what a restart is. */
  static async over(
    cluster: TestCluster,
    { env, logger = silentLogger, replica, leaseTimes, clock, onFatal }: Omit<SandboxAppOptions, 'cluster'> = {},
  ): Promise<SandboxApp> {
    const settings = loadSettings({ ...TEST_ENV, ...env });
    const kubeConfig = applicationConfig(cluster, replica);
    const start = (): Promise<RunningApp> =>
      startApp({
        settings,
        kubeConfig,
        logger,
        leaseTimes,
        clock,
        onFatal: onFatal ?? ((error) => logger.error('Fatal', { err: error })),
      });
    // A quick clock would give it a part of the time that a busy machine needs.
    const app = await (clock instanceof PacedClock ? clock.atRealPace(start) : start());
    return new SandboxApp(cluster, app, cluster.api.adminToken);
  }

  /** Resolves when the catalogue has been brought into the cluster and looked at: before, no engine is known. */
  async offersEngines(): Promise<void> {
    await eventually(
      () => this.request('GET', '/api/v1/engines/postgresql'),
      ({ status, body }) => status === 200 && body.status !== undefined,
    );
  }

  get url(): string {
    return this.app.url;
  }

  /** A request of the REST API, as the administrator unless another token is given. */
  async request(
    method: string,
    path: string,
    { body, headers, token = this.token }: RequestOptions = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as never };
  }

  async stop(): Promise<void> {
    await this.app.stop();
    await this.cluster.stop();
  }
}

export interface RequestOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Empty for none. */
  readonly token?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Tests poke at wire answers of unknown shape.
  readonly body: any;
}

/**
 * A cluster with the product's CRDs and the engines' stand-ins: real where the command that runs the tests wants that,
 * else embedded and in memory.
 */
export async function startAnyCluster(options: Partial<SandboxClusterOptions> = {}): Promise<TestCluster> {
  if (!wantsRealClusters()) return startTestCluster(options);
  return RealCluster.start({ manifests: await productManifests(), stepMs: 0, logger: silentLogger, ...options });
}

/** An embedded cluster in memory, with the product's CRDs and the engines' stand-ins. */
export async function startTestCluster(options: Partial<SandboxClusterOptions> = {}): Promise<SandboxCluster> {
  const manifests = await productManifests();
  return SandboxCluster.start({ manifests, stepMs: 0, logger: silentLogger, ...options });
}
