import { KubeConfig } from '@kubernetes/client-node';
import { connect, type HttpKubeClient } from '../../src/kube/client/index.js';
import { systemClock } from '../../src/kube/clock.js';
import {
  CUSTOM_RESOURCE_DEFINITION,
  keyOf,
  parseKey,
  STORAGE_CLASS,
  type KubeObject,
  type ResourceType,
  type UntypedObject,
} from '../../src/kube/meta/index.js';
import { BOOTSTRAP_OBJECTS } from '../../src/sandbox/apiserver/server/bootstrap-objects.js';
import { isDefinition, preferGiven } from '../../src/sandbox/definitions.js';
import type { EngineStandIn } from '../../src/sandbox/engines/engine.js';
import { createStandIns } from '../../src/sandbox/engines/registry.js';
import { orderManifests, type Manifest } from '../../src/sandbox/manifest-kinds.js';
import type { SandboxClusterOptions } from '../../src/sandbox/sandbox-cluster.js';
import { eventually } from '../harness/eventually.js';
import type { AuditListener, AuditLog } from './audit-log.js';
import { findBinaries } from './binaries.js';
import { RealControlPlane } from './control-plane.js';

export type RealClusterOptions = Pick<
  SandboxClusterOptions,
  'manifests' | 'givenCrds' | 'standIns' | 'stepMs' | 'logger'
>;

const MASTERS = ['system:masters'];

/** What a cluster has by itself, of the kinds that no controller here makes. */
const FOUND_KINDS: readonly ResourceType[] = [
  STORAGE_CLASS,
  { group: '', version: 'v1', kind: 'Node', plural: 'nodes', namespaced: false },
];

/** As a `SandboxCluster`, with the same manifests, nodes and stand-ins, on a real control plane of its own. */
export class RealCluster {
  readonly api: { readonly adminToken: string; onRequest(listener: AuditListener): () => void };
  readonly #audit: AuditLog;

  private constructor(
    readonly plane: RealControlPlane,
    private readonly client: HttpKubeClient,
    private readonly standIns: readonly EngineStandIn[],
  ) {
    this.#audit = plane.openAuditLog();
    this.api = { adminToken: plane.access.token, onRequest: (listener) => this.#audit.onRequest(listener) };
  }

  static async start(options: RealClusterOptions): Promise<RealCluster> {
    const binaries = await findBinaries({ env: process.env, log: (line) => options.logger.info(line) });
    if (!binaries) throw new Error('no binaries of a real control plane');
    const plane = await RealControlPlane.start(binaries);
    const client = connect(configOf(plane, 'engine-operators'), { userAgent: 'engine-operators' });
    const cluster = new RealCluster(plane, client, options.standIns ?? createStandIns());
    await cluster.prepare(options);
    return cluster;
  }

  kubeConfigFor(user: string, groups: readonly string[] = MASTERS): KubeConfig {
    return configOf(this.plane, user, groups);
  }

  async stop(): Promise<void> {
    await Promise.all(this.standIns.map((standIn) => standIn.stop()));
    await this.client.close();
    this.#audit.close();
    await this.plane.stop();
  }

  private async prepare({ manifests, givenCrds = [], stepMs, logger }: RealClusterOptions): Promise<void> {
    const lean = this.standIns.flatMap((standIn) => standIn.crds());
    const definitions = [...manifests.filter(isDefinition), ...preferGiven(lean, givenCrds)];
    await this.applyAll([
      ...definitions.map((object) => ({ type: CUSTOM_RESOURCE_DEFINITION, object })),
      ...orderManifests(manifests.filter((object) => !isDefinition(object))),
      ...FOUND_KINDS.flatMap((type) =>
        BOOTSTRAP_OBJECTS.filter(({ kind }) => kind === type.kind).map((object) => ({ type, object })),
      ),
    ]);
    for (const definition of definitions) await this.established(definition);
    await this.plane.restartControllers();
    for (const standIn of this.standIns) {
      const child = logger.child({ standIn: standIn.name });
      await standIn.start({ client: this.client, clock: systemClock, logger: child, stepMs });
    }
  }

  private async applyAll(manifests: readonly Manifest[]): Promise<void> {
    for (const { type, object } of manifests)
      await this.client.apply(type, object, { fieldManager: 'envtest', force: true });
  }

  private async established(definition: KubeObject): Promise<void> {
    await eventually(
      () => this.client.get<UntypedObject>(CUSTOM_RESOURCE_DEFINITION, parseKey(keyOf(definition))),
      ({ status }) =>
        (status as Status | undefined)?.conditions?.some(
          (each) => each.type === 'Established' && each.status === 'True',
        ) ?? false,
    );
  }
}

interface Status {
  readonly conditions?: readonly { type: string; status: string }[];
}

function configOf(plane: RealControlPlane, user: string, groups: readonly string[] = MASTERS): KubeConfig {
  const config = new KubeConfig();
  config.loadFromString(plane.access.kubeconfig(plane.createUserToken(user, groups)));
  return config;
}
