import type { KubeObject } from '../../src/kube/meta/index.js';
import type { DatabaseCluster, DatabaseClusterSpec } from '../../src/resources/database-cluster/index.js';
import { SandboxApp, startAnyCluster } from '../harness/sandbox-app.js';
import { Kubectl } from './kubectl.js';

/** The whole product, and the real kubectl as its administrator. */
export class KubectlBench {
  #namespaces = 0;

  private constructor(
    readonly sandbox: SandboxApp,
    readonly kubectl: Kubectl,
  ) {}

  static async start(env: Readonly<Record<string, string>> = {}): Promise<KubectlBench> {
    const cluster = await startAnyCluster({ stepMs: 2 });
    const kubectl = await Kubectl.connect(cluster.kubeConfigFor('system:admin', ['system:masters']).exportConfig());
    const sandbox = await SandboxApp.over(cluster, { env });
    await sandbox.offersEngines();
    return new KubectlBench(sandbox, kubectl);
  }

  async stop(): Promise<void> {
    await this.kubectl.dispose();
    await this.sandbox.stop();
  }

  /** A new namespace: what one test does is nothing to another. */
  async namespace(): Promise<{ namespace: string; kubectl: Kubectl }> {
    const namespace = `team-${(this.#namespaces += 1)}`;
    await this.kubectl.ok(['create', 'namespace', namespace]);
    return { namespace, kubectl: this.kubectl.within(namespace) };
  }

  /** A namespace in which the database `orders` runs. */
  async running(spec?: Partial<DatabaseClusterSpec>): Promise<{ namespace: string; kubectl: Kubectl }> {
    const place = await this.namespace();
    await place.kubectl.ok(['apply', '-f', '-'], { stdin: aManifest({ spec }) });
    await untilRunning(place.kubectl);
    return place;
  }
}

export interface ManifestChanges {
  readonly name?: string;
  readonly spec?: Partial<DatabaseClusterSpec>;
}

/** What a user has in a file: one member unless the test says otherwise. */
export function aManifest({ name = 'orders', spec }: ManifestChanges = {}): Pick<
  DatabaseCluster,
  'apiVersion' | 'kind' | 'spec'
> & { metadata: Pick<KubeObject['metadata'], 'name'> } {
  return {
    apiVersion: 'dbaas.io/v1alpha1',
    kind: 'DatabaseCluster',
    metadata: { name },
    spec: { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '10Gi' }, ...spec },
  };
}

export async function untilRunning(kubectl: Kubectl, name = 'orders'): Promise<void> {
  await kubectl.ok(['wait', '--for=jsonpath={.status.phase}=Running', `dbc/${name}`, '--timeout=20s']);
}
