import { KubeConfig } from '@kubernetes/client-node';
import { connect, type HttpKubeClient } from '../kube/client/index.js';
import { systemClock, type Clock } from '../kube/clock.js';
import type { Logger } from '../kube/logger.js';
import type { KubeObject } from '../kube/meta/index.js';
import { EmbeddedApiServer, type ServerLimits } from './apiserver/index.js';
import { isDefinition, preferGiven } from './definitions.js';
import type { EngineStandIn } from './engines/engine.js';
import { createStandIns } from './engines/registry.js';
import { orderManifests } from './manifest-kinds.js';

export interface SandboxClusterOptions {
  /** Absent: in memory. */
  readonly dataDir?: string;
  readonly port?: number;
  /** What the product ships for a cluster: its CRDs, admission policies and rights. */
  readonly manifests: readonly KubeObject[];
  /** Real CRDs of operators, instead of our lean ones of the same name. */
  readonly givenCrds?: readonly KubeObject[];
  readonly stepMs: number;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly limits?: Partial<ServerLimits>;
  /** Default: every engine we can stand in for. */
  readonly standIns?: readonly EngineStandIn[];
}

const MASTERS = ['system:masters'];

/** A Kubernetes cluster that needs nothing but this process: the embedded API, and a stand-in for each operator. */
export class SandboxCluster {
  private constructor(
    readonly api: EmbeddedApiServer,
    private readonly standIns: readonly EngineStandIn[],
    private readonly operatorClient: HttpKubeClient,
  ) {}

  static async start(options: SandboxClusterOptions): Promise<SandboxCluster> {
    const {
      dataDir,
      port,
      manifests,
      givenCrds = [],
      standIns = createStandIns(),
      logger,
      clock = systemClock,
    } = options;
    const lean = standIns.flatMap((standIn) => standIn.crds());
    const crds = [...manifests.filter(isDefinition), ...preferGiven(lean, givenCrds)];
    const api = await EmbeddedApiServer.start({ dataDir, port, crds, limits: options.limits });
    const client = connect(kubeConfigOf(api, api.createToken('engine-operators', MASTERS)), {
      userAgent: 'engine-operators',
    });
    const cluster = new SandboxCluster(api, standIns, client);
    await cluster.applyManifests(manifests.filter((object) => !isDefinition(object)));
    for (const standIn of standIns)
      await standIn.start({ client, clock, logger: logger.child({ standIn: standIn.name }), stepMs: options.stepMs });
    return cluster;
  }

  /** A kubeconfig of its own for each program that connects, so that requests tell who made them. */
  kubeConfigFor(username: string, groups: readonly string[] = MASTERS): KubeConfig {
    return kubeConfigOf(this.api, this.api.createToken(username, groups));
  }

  async stop(): Promise<void> {
    await Promise.all(this.standIns.map((standIn) => standIn.stop()));
    await this.operatorClient.close();
    await this.api.stop();
  }

  private async applyManifests(objects: readonly KubeObject[]): Promise<void> {
    for (const { type, object } of orderManifests(objects))
      await this.operatorClient.apply(type, object, { fieldManager: 'sandbox', force: true });
  }
}

function kubeConfigOf(api: EmbeddedApiServer, token: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(api.kubeconfig(token));
  return config;
}
