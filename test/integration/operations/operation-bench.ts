import { ClusterCaches } from '../../../src/caches/index.js';
import {
  PERSISTENT_VOLUME_CLAIM,
  POD,
  SERVICE,
  STORAGE_CLASS,
  type UntypedObject,
} from '../../../src/kube/meta/index.js';
import { isTerminal } from '../../../src/operations/index.js';
import { CNPG_CLUSTER } from '../../../src/providers/postgresql/upstream.js';
import {
  DATABASE_CLUSTER,
  type DatabaseCluster,
  type DatabaseClusterSpec,
} from '../../../src/resources/database-cluster/index.js';
import { OPS_REQUEST, type OpsRequest, type OpsRequestSpec } from '../../../src/resources/ops-request/index.js';
import { PacedClock } from '../../doubles/paced-clock.js';
import { eventually } from '../../harness/eventually.js';
import type { Answer } from '../../harness/sandbox-app.js';
import { ClusterBench, raw, type ClusterKey, type Raw } from '../clusters/bench.js';

/** Limits of minutes cost the tests seconds. */
const SPEED = 20;
/** A deadline on a machine that has other things to do. */
export const PATIENCE_MS = 60_000;

export const EXPANDABLE = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'expandable', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner: 'test.dbaas.io/none',
  allowVolumeExpansion: true,
};

/** What is asked for; the cluster is known from where. */
export type Ask = Omit<OpsRequestSpec, 'clusterRef'>;

/** The product at a quick pace, a StorageClass whose volumes can grow, and one namespace for many clusters. */
export class OperationBench {
  private constructor(
    readonly bench: ClusterBench,
    /** Of the application. */
    readonly clock: PacedClock,
    readonly namespace: string,
  ) {}

  static async start(speed = SPEED): Promise<OperationBench> {
    const clock = new PacedClock(speed);
    const bench = await ClusterBench.start({ clock });
    await bench.client.create<UntypedObject>(STORAGE_CLASS, EXPANDABLE);
    return new OperationBench(bench, clock, await bench.namespace());
  }

  /** Three members of 17.6, unless the test says otherwise, and all of them there. */
  async born(name: string, spec: Partial<DatabaseClusterSpec> = {}): Promise<OperatedCluster> {
    const cluster = this.cluster(name);
    await this.bench.create(cluster.key, { spec: { version: '17.6', clusterSize: 3, ...spec } });
    await this.bench.running(cluster.key, PATIENCE_MS);
    return cluster;
  }

  cluster(name: string): OperatedCluster {
    return new OperatedCluster(this.bench, { namespace: this.namespace, name });
  }

  stop(): Promise<void> {
    return this.bench.stop();
  }
}

/** One cluster, by the doors through which its users come. */
export class OperatedCluster {
  constructor(
    private readonly bench: ClusterBench,
    readonly key: ClusterKey,
  ) {}

  member(number: number | string): string {
    return `${this.key.name}-${number}`;
  }

  /** What it would do. */
  async plan(ask: Ask): Promise<Raw> {
    return accepted(await this.post(ask, '?dryRun=true')).plan;
  }

  async ask(ask: Ask): Promise<OpsRequest> {
    return accepted(await this.post(ask));
  }

  async run(ask: Ask): Promise<OpsRequest> {
    return this.ended(await this.ask(ask));
  }

  post(ask: Ask, query = ''): Promise<Answer> {
    const { namespace, name } = this.key;
    const path = `/api/v1/namespaces/${namespace}/clusters/${name}/operations${query}`;
    return this.bench.sandbox.request('POST', path, { body: { spec: ask } });
  }

  cancel({ metadata }: OpsRequest): Promise<Answer> {
    const path = `/api/v1/namespaces/${this.key.namespace}/operations/${metadata.name}/cancel`;
    return this.bench.sandbox.request('POST', path);
  }

  ended(operation: OpsRequest): Promise<OpsRequest> {
    return this.until(operation, isTerminal);
  }

  /** Read in the application's own cache: many wait at a time, and the server has other things to do. */
  async until({ metadata }: OpsRequest, accept: (operation: OpsRequest) => boolean): Promise<OpsRequest> {
    const key = { ...this.key, name: metadata.name };
    const { store } = this.bench.sandbox.app.nest.get(ClusterCaches).operations;
    const isSo = (found: OpsRequest | undefined): boolean => found !== undefined && accept(found);
    await eventually(() => store.get(key), isSo, PATIENCE_MS);
    return this.bench.get<OpsRequest>(OPS_REQUEST, key);
  }

  /** What goes wrong from now on; nothing with an empty text. */
  async order(failure: string): Promise<void> {
    await this.bench.patch(CNPG_CLUSTER, this.key, { metadata: { annotations: { 'sandbox.dbaas.io/fail': failure } } });
  }

  /** The objects of this cluster as they stand. */
  async world(): Promise<World> {
    const { key, bench } = this;
    const { items: pods, metadata } = await bench.client.list(POD, { namespace: key.namespace });
    const claims = await bench.list(PERSISTENT_VOLUME_CLAIM, key.namespace);
    const services = await bench.list(SERVICE, key.namespace);
    return {
      revision: Number(metadata.resourceVersion),
      database: await bench.get<DatabaseCluster>(DATABASE_CLUSTER, key),
      upstream: raw(await bench.get(CNPG_CLUSTER, key)),
      pods: this.mine(pods),
      claims: this.mine(claims),
      services: this.mine(services),
    };
  }

  /** By what follows the name of the cluster: a member is its number. */
  private mine(objects: readonly UntypedObject[]): Record<string, Raw> {
    const prefix = `${this.key.name}-`;
    const mine = objects.filter(({ metadata }) => metadata.name.startsWith(prefix));
    return Object.fromEntries(mine.map((object) => [object.metadata.name.slice(prefix.length), object]));
  }
}

/** @throws Error with what stands against it */
function accepted({ status, body }: Answer): Raw {
  if (status >= 300) throw new Error(`refused with ${status}: ${JSON.stringify(body)}`);
  return body;
}

export interface World {
  /** The objects are at least as new. */
  readonly revision: number;
  readonly database: DatabaseCluster;
  readonly upstream: Raw;
  readonly pods: Readonly<Record<string, Raw>>;
  readonly claims: Readonly<Record<string, Raw>>;
  readonly services: Readonly<Record<string, Raw>>;
}

export const uidsOf = (objects: Readonly<Record<string, Raw>>): Record<string, string> =>
  Object.fromEntries(Object.entries(objects).map(([name, { metadata }]) => [name, metadata.uid]));

/** One value of each object. */
export const each = (objects: Readonly<Record<string, Raw>>, read: (object: Raw) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(objects).map(([name, object]) => [name, read(object)]));
