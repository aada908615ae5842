import { connect, isNotFound, type HttpKubeClient } from '../../../src/kube/client/index.js';
import {
  apiVersionOf,
  NAMESPACE,
  type Condition,
  type KubeObject,
  type ObjectKey,
  type ResourceType,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import {
  DATABASE_CLUSTER,
  type ClusterPhase,
  type DatabaseCluster,
  type DatabaseClusterSpec,
} from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { SandboxApp, startAnyCluster, type SandboxAppOptions, type TestCluster } from '../../harness/sandbox-app.js';

export interface ClusterKey {
  readonly namespace: string;
  readonly name: string;
}

export interface NewCluster {
  readonly spec?: Partial<DatabaseClusterSpec>;
  readonly metadata?: Partial<KubeObject['metadata']>;
}

/** The user whose requests are the tests' own. */
export const TESTER = 'tester';

/** A running product, a client of its cluster that is nobody's but the test's, and a namespace for each test. */
export class ClusterBench {
  #namespaces = 0;

  private constructor(
    readonly cluster: TestCluster,
    /** The application that runs now; a restart puts another in its place. */
    public sandbox: SandboxApp,
    readonly client: HttpKubeClient,
  ) {}

  static async start({ cluster: options, ...app }: SandboxAppOptions = {}): Promise<ClusterBench> {
    const bench = await ClusterBench.over(await startAnyCluster(options), app);
    await bench.sandbox.offersEngines();
    return bench;
  }

  static async over(cluster: TestCluster, app: Omit<SandboxAppOptions, 'cluster'> = {}): Promise<ClusterBench> {
    const client = connect(cluster.kubeConfigFor(TESTER), { userAgent: TESTER });
    return new ClusterBench(cluster, await SandboxApp.over(cluster, app), client);
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.sandbox.stop();
  }

  /** The application alone: the cluster and its operators go on. */
  async stopApplication(): Promise<void> {
    await this.sandbox.app.stop();
  }

  async startApplication(options: Omit<SandboxAppOptions, 'cluster'> = {}): Promise<void> {
    this.sandbox = await SandboxApp.over(this.cluster, options);
  }

  /** A new namespace: what one test does is nothing to another. */
  async namespace(): Promise<string> {
    const name = `team-${(this.#namespaces += 1)}`;
    await this.client.create(NAMESPACE, { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    return name;
  }

  /** As `kubectl create` does; one member unless the test says otherwise. */
  async create(key: ClusterKey, { spec, metadata }: NewCluster = {}): Promise<DatabaseCluster> {
    return this.client.create(DATABASE_CLUSTER, aCluster(key, { spec, metadata }));
  }

  async createRunning(key: ClusterKey, changes: NewCluster = {}): Promise<DatabaseCluster> {
    await this.create(key, changes);
    return this.running(key);
  }

  /** Resolves once the product offers the engine, and has seen its operator. */
  async installed(engine: string): Promise<void> {
    await eventually(
      () => this.sandbox.request('GET', `/api/v1/engines/${engine}`),
      ({ status, body }) => status === 200 && body.status?.operator?.installed === true,
    );
  }

  /** The cluster once what runs is what its spec says. */
  running(key: ClusterKey, timeoutMs?: number): Promise<DatabaseCluster> {
    return this.until(key, (cluster) => isAt(cluster, 'Running'), timeoutMs);
  }

  /** The cluster once the loop has looked at its present spec and found the phase. */
  inPhase(key: ClusterKey, phase: ClusterPhase): Promise<DatabaseCluster> {
    return this.until(key, (cluster) => isAt(cluster, phase));
  }

  async until(
    key: ClusterKey,
    accept: (cluster: DatabaseCluster) => boolean,
    timeoutMs?: number,
  ): Promise<DatabaseCluster> {
    const read = (): Promise<DatabaseCluster> => this.client.get<DatabaseCluster>(DATABASE_CLUSTER, key);
    return eventually(read, accept, timeoutMs);
  }

  gone(type: ResourceType, key: ObjectKey): Promise<UntypedObject | undefined> {
    return eventually(
      () => this.find(type, key),
      (object) => object === undefined,
    );
  }

  get<T extends KubeObject = UntypedObject>(type: ResourceType, key: ObjectKey): Promise<T> {
    return this.client.get<T>(type, key);
  }

  async find(type: ResourceType, key: ObjectKey): Promise<UntypedObject | undefined> {
    try {
      return await this.client.get(type, key);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  }

  async list(type: ResourceType, namespace: string): Promise<UntypedObject[]> {
    return (await this.client.list(type, { namespace })).items;
  }

  async names(type: ResourceType, namespace: string): Promise<string[]> {
    return (await this.list(type, namespace)).map(({ metadata }) => metadata.name).sort();
  }

  patch<T extends KubeObject = UntypedObject>(type: ResourceType, key: ObjectKey, body: object): Promise<T> {
    return this.client.patch<T>(type, key, { type: 'merge', body }, { fieldManager: TESTER });
  }

  /** As `kubectl edit` does. */
  edit(key: ClusterKey, spec: object): Promise<DatabaseCluster> {
    return this.patch<DatabaseCluster>(DATABASE_CLUSTER, key, { spec });
  }

  /**
   * Resolves when the loop has looked at the cluster once more, whatever it concluded: an intent that changes nothing of
   * the child is put on it, and waited for in the status.
   */
  async lookAgain(key: ClusterKey): Promise<DatabaseCluster> {
    const { spec } = await this.get<DatabaseCluster>(DATABASE_CLUSTER, key);
    const { metadata } = await this.edit(key, { allowUnsafeTopology: !spec.allowUnsafeTopology });
    return this.until(key, ({ status }) => status?.observedGeneration === metadata.generation);
  }
}

export function aCluster({ namespace, name }: ClusterKey, { spec, metadata }: NewCluster = {}): DatabaseCluster {
  return {
    apiVersion: apiVersionOf(DATABASE_CLUSTER),
    kind: DATABASE_CLUSTER.kind,
    metadata: { ...metadata, name, namespace },
    spec: { engine: 'postgresql', version: '17', clusterSize: 1, storage: { size: '1Gi' }, ...spec },
  };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- Wire objects of other operators, read field by field.
export type Raw = any;

/** An object of a kind that the product declares no type for. */
export const raw = (object: object | undefined): Raw => object;

export function conditionOf({ status }: DatabaseCluster, type: string): Condition | undefined {
  return status?.conditions?.find((condition) => condition.type === type);
}

export function isAt({ metadata, status }: DatabaseCluster, phase: ClusterPhase): boolean {
  return status?.phase === phase && status.observedGeneration === metadata.generation;
}
