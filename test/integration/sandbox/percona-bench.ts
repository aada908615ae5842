import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { POD, SECRET, type KubeObject, type ResourceType, type UntypedObject } from '../../../src/kube/meta/index.js';
import type { EngineStandIn } from '../../../src/sandbox/engines/engine.js';
import type { Pod } from '../../../src/sandbox/engines/mechanics/workloads.js';
import { S3_KEYS, S3Store } from '../../doubles/object-stores/s3-store.js';
import { eventually } from '../../harness/eventually.js';
import { startAnyCluster, type TestCluster } from '../../harness/sandbox-app.js';

export const NAMESPACE = 'default';
const PATIENCE_MS = 10_000;

interface Stateful extends KubeObject {
  status?: { state?: string };
}

/** What a stand-in keeps besides its rows: fingerprints of passwords, and how far the log is. */
export interface KeptDatabase {
  readonly users: Record<string, string>;
  readonly pending: readonly unknown[];
  readonly since?: string;
  readonly place?: string;
  readonly trouble?: string;
}

/** One of Percona's stand-ins behind an API server, a bucket by the S3 protocol, and nothing of the product. */
export class PerconaBench {
  private constructor(
    private readonly cluster: TestCluster,
    readonly client: HttpKubeClient,
    readonly store: S3Store,
    private readonly type: ResourceType,
  ) {}

  static async start(standIn: EngineStandIn, type: ResourceType): Promise<PerconaBench> {
    const store = await S3Store.start();
    const cluster = await startAnyCluster({ manifests: [], standIns: [standIn] });
    const client = connect(cluster.kubeConfigFor('backup-test'), { userAgent: 'backup-test/0' });
    const bench = new PerconaBench(cluster, client, store, type);
    await bench.secret('keys', {
      AWS_ACCESS_KEY_ID: S3_KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: S3_KEYS.secretAccessKey,
    });
    return bench;
  }

  async stop(): Promise<void> {
    await this.client.close();
    await this.cluster.stop();
    await this.store.stop();
  }

  async secret(name: string, texts: Record<string, string>): Promise<void> {
    const data = Object.fromEntries(
      Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    );
    await this.client.create<UntypedObject>(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: NAMESPACE },
      data,
    });
  }

  async copySecret(from: string, to: string): Promise<void> {
    const { data } = await this.get<UntypedObject & { data: Record<string, string> }>(SECRET, from);
    await this.client.create<UntypedObject>(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: to, namespace: NAMESPACE },
      data,
    });
  }

  get<T extends KubeObject>(type: ResourceType, name: string): Promise<T> {
    return this.client.get<T>(type, { namespace: NAMESPACE, name });
  }

  until<T extends KubeObject>(type: ResourceType, name: string, accept: (object: T) => boolean): Promise<T> {
    return eventually(() => this.get<T>(type, name).then(withoutOwners), accept, PATIENCE_MS);
  }

  patch(name: string, body: object): Promise<KubeObject> {
    return this.client.patch(this.type, { namespace: NAMESPACE, name }, { type: 'merge', body });
  }

  annotate(name: string, annotations: Record<string, string | null>): Promise<KubeObject> {
    return this.patch(name, { metadata: { annotations } });
  }

  async create(object: KubeObject): Promise<void> {
    await this.client.create(this.type, { ...object, metadata: { ...object.metadata, namespace: NAMESPACE } });
  }

  /** Ready with the specification as it is now. */
  ready(name: string): Promise<KubeObject> {
    return this.until<KubeObject & { status?: { state?: string; observedGeneration?: number } }>(
      this.type,
      name,
      ({ metadata, status }) => status?.state === 'ready' && status.observedGeneration === metadata.generation,
    );
  }

  /** In that state, by the specification as it is now; an error is told of whatever was not understood. */
  inState<T extends KubeObject = UntypedObject>(name: string, state: string): Promise<T> {
    return this.until<T & { status?: { state?: string; observedGeneration?: number } }>(
      this.type,
      name,
      ({ metadata, status }) =>
        status?.state === state && (state === 'error' || status.observedGeneration === metadata.generation),
    );
  }

  /** What carries the label of that database. */
  async childrenOf<T extends KubeObject>(type: ResourceType, name: string): Promise<T[]> {
    const labelSelector = `app.kubernetes.io/instance=${name}`;
    const { items } = await this.client.list<T>(type, { namespace: NAMESPACE, labelSelector });
    return items.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  }

  async namesOf(type: ResourceType, name: string): Promise<string[]> {
    return (await this.childrenOf(type, name)).map(({ metadata }) => metadata.name);
  }

  /** Names of the pods that are deleted while `act` goes on, in order. */
  async podsReplacedBy(name: string, act: () => Promise<unknown>): Promise<string[]> {
    const gone: string[] = [];
    const stop = new AbortController();
    const labelSelector = `app.kubernetes.io/instance=${name}`;
    const watch = this.client.watch<Pod>(POD, { namespace: NAMESPACE, labelSelector, signal: stop.signal });
    const record = (async () => {
      for await (const { type, object } of watch) if (type === 'DELETED') gone.push(object.metadata.name);
    })().catch(() => undefined);
    await act();
    stop.abort();
    await record;
    return gone;
  }

  /** Resolves when the row is there, and in the bucket where a log goes there. */
  async write(name: string, text: string): Promise<void> {
    await this.annotate(name, { 'sandbox.dbaas.io/write': text });
    await this.until(
      this.type,
      name,
      (object) => rowsOf(object).at(-1) === text && databaseOf(object).pending.length === 0,
    );
  }

  /** Rows are dated in milliseconds, moments told in seconds: what comes later falls behind it for certain. */
  async moment(): Promise<string> {
    const second = Math.floor(Date.now() / 1000) + 1;
    await eventually(
      () => Date.now(),
      (now) => now >= second * 1000,
    );
    return new Date(second * 1000).toISOString().replace('.000Z', '').replace('T', ' ');
  }

  async rows(name: string): Promise<string[]> {
    return rowsOf(await this.get(this.type, name));
  }

  async database(name: string): Promise<KeptDatabase> {
    return databaseOf(await this.get(this.type, name));
  }

  async order(type: ResourceType, name: string, spec: Record<string, unknown>, finalizers?: string[]): Promise<void> {
    const { group, version, kind } = type;
    await this.client.create<UntypedObject>(type, {
      apiVersion: `${group}/${version}`,
      kind,
      metadata: { name, namespace: NAMESPACE, ...(finalizers && { finalizers }) },
      spec,
    });
  }

  /** Resolves with the order once it is in one of these states. */
  ended<T extends Stateful>(type: ResourceType, name: string, states: readonly string[]): Promise<T> {
    return this.until<T>(type, name, ({ status }) => states.includes(status?.state ?? ''));
  }

  keysIn(folder: string): string[] {
    return this.store
      .keysIn('backups')
      .flatMap((key) => (key.startsWith(`${folder}/`) ? key.slice(folder.length + 1) : []));
  }
}

/** What a failure prints should end with what matters. */
function withoutOwners<T extends KubeObject>({ metadata: { managedFields: _, ...metadata }, ...rest }: T): T {
  return { status: undefined, ...rest, metadata } as unknown as T;
}

export const rowsOf = ({ metadata }: KubeObject): string[] =>
  (JSON.parse(metadata.annotations?.['sandbox.dbaas.io/rows'] ?? '[]') as { text: string }[]).map(({ text }) => text);

export const databaseOf = ({ metadata }: KubeObject): KeptDatabase =>
  JSON.parse(metadata.annotations?.['sandbox.dbaas.io/database'] ?? '{"users":{},"pending":[]}') as KeptDatabase;
