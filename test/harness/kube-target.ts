import { KubeConfig } from '@kubernetes/client-node';
import { connect, isAlreadyExists, isNotFound, type HttpKubeClient } from '../../src/kube/client/index.js';
import {
  CUSTOM_RESOURCE_DEFINITION,
  EVENT,
  LEASE,
  SECRET,
  type KubeObject,
  type ResourceType,
  type UntypedObject,
} from '../../src/kube/meta/index.js';
import { EmbeddedApiServer } from '../../src/sandbox/apiserver/index.js';
import type { ClusterAccess } from '../envtest/cluster-access.js';
import { eventually } from './eventually.js';
import type { Faults } from './faults.js';
import { realControlPlane } from './real-control-plane.js';

/** An API server for one test: empty but for a definition. */
export interface KubeTarget {
  kubeconfig(token?: string): string;
  /** Of a user who may do nothing. */
  createToken(user: string): string;
  readonly faults?: Faults;
  close(): Promise<void>;
}

export async function openKubeTarget(type: ResourceType, definition: KubeObject): Promise<KubeTarget> {
  const access = realControlPlane();
  return access ? RealTarget.open(access, type, definition) : openEmbedded(definition);
}

async function openEmbedded(definition: KubeObject): Promise<KubeTarget> {
  const server = await EmbeddedApiServer.start({ crds: [definition] });
  return {
    kubeconfig: (token) => server.kubeconfig(token),
    createToken: (user) => server.createToken(user),
    faults: server,
    close: () => server.stop(),
  };
}

/** The kinds that suites about the runtime make in the namespace `default`. */
const LEFT_BEHIND = [SECRET, LEASE, EVENT];

/** Shared by all tests of a run: what a test leaves goes before the next one. */
class RealTarget implements KubeTarget {
  private constructor(
    private readonly access: ClusterAccess,
    private readonly client: HttpKubeClient,
    private readonly type: ResourceType,
  ) {}

  static async open(access: ClusterAccess, type: ResourceType, definition: KubeObject): Promise<RealTarget> {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromString(access.kubeconfig());
    const target = new RealTarget(access, connect(kubeConfig, { userAgent: 'kube-target/1' }), type);
    await target.define(definition);
    return target;
  }

  kubeconfig(token?: string): string {
    return this.access.kubeconfig(token);
  }

  createToken(user: string): string {
    return this.access.createUserToken(user);
  }

  async close(): Promise<void> {
    for (const kind of [this.type, ...LEFT_BEHIND]) await this.clear(kind);
    await this.client.close();
  }

  /** Resolves when it is served. */
  private async define(definition: KubeObject): Promise<void> {
    await this.client.create(CUSTOM_RESOURCE_DEFINITION, definition).catch((error: unknown) => {
      if (!isAlreadyExists(error)) throw error;
    });
    const isServed = (): Promise<boolean> =>
      this.client.list(this.type).then(
        () => true,
        () => false,
      );
    await eventually(isServed, Boolean);
  }

  private async clear(type: ResourceType): Promise<void> {
    const { items } = await this.client.list(type, { namespace: 'default' });
    for (const item of items) await this.remove(type, item);
  }

  private async remove(type: ResourceType, { metadata }: UntypedObject): Promise<void> {
    const key = { namespace: metadata.namespace, name: metadata.name };
    try {
      if (metadata.finalizers) await this.client.patch(type, key, RELEASE);
      await this.client.delete(type, key);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}

const RELEASE = { type: 'merge', body: { metadata: { finalizers: null } } } as const;
