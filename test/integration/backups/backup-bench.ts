import { SECRET, type ObjectKey, type ResourceType, type UntypedObject } from '../../../src/kube/meta/index.js';
import { ProviderRegistry } from '../../../src/providers/contract/index.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import {
  DATABASE_CLUSTER,
  type ClusterBackupStatus,
  type DatabaseCluster,
  type DatabaseClusterSpec,
} from '../../../src/resources/database-cluster/index.js';
import { isTerminal } from '../../../src/operations/index.js';
import { OPS_REQUEST, type OpsRequest } from '../../../src/resources/ops-request/index.js';
import { fingerprint } from '../../../src/sandbox/engines/percona/data/accounts.js';
import { S3_KEYS, S3Store } from '../../doubles/object-stores/s3-store.js';
import { eventually } from '../../harness/eventually.js';
import { PacedClock } from '../../doubles/paced-clock.js';
import type { Answer, TestCluster } from '../../harness/sandbox-app.js';
import { ClusterBench, raw, type ClusterKey } from '../clusters/bench.js';

export const PATIENCE_MS = 60_000;
/** What the product waits for seconds to be sure of costs the tests fractions of one. */
const SPEED = 20;
/** The store stands on this machine, where no other installation goes. */
export const STORE_ENV = { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' } as const;
export const STORAGE = 'main';
export const BACKED_UP: Partial<DatabaseClusterSpec> = { backup: { storageRef: { name: STORAGE } } };

/** The product, a bucket by the S3 protocol, and one namespace with a storage for it. */
export class BackupBench {
  readonly #providers: ProviderRegistry;

  private constructor(
    readonly bench: ClusterBench,
    readonly store: S3Store,
    readonly namespace: string,
    /** Of the product. */
    readonly clock: PacedClock,
  ) {
    this.#providers = bench.sandbox.app.nest.get(ProviderRegistry);
  }

  /** Over a bucket that is there already, where one is given: what a new Kubernetes cluster is. */
  static async start(kept?: S3Store, given?: TestCluster): Promise<BackupBench> {
    const store = kept ?? (await S3Store.start());
    const clock = new PacedClock(SPEED);
    const app = { env: STORE_ENV, clock };
    const bench = given ? await ClusterBench.over(given, app) : await ClusterBench.start(app);
    const backups = new BackupBench(bench, store, await bench.namespace(), clock);
    await backups.nameStorage();
    return backups;
  }

  async stop({ keepStore = false } = {}): Promise<void> {
    await this.bench.stop();
    if (!keepStore) await this.store.stop();
  }

  private async nameStorage(): Promise<void> {
    const { namespace } = this;
    const data = Object.fromEntries(
      Object.entries(S3_KEYS).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    );
    await this.bench.client.create<UntypedObject>(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys', namespace },
      data,
    });
    await this.bench.client.create<BackupStorage>(BACKUP_STORAGE, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'BackupStorage',
      metadata: { name: STORAGE, namespace },
      spec: {
        type: 'S3',
        bucket: 'backups',
        endpoint: this.store.url,
        forcePathStyle: true,
        credentialsRef: { name: 'keys' },
      },
    });
    await eventually(
      () => this.bench.get<BackupStorage>(BACKUP_STORAGE, { namespace, name: STORAGE }),
      ({ status }) => status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false,
    );
  }

  key(name: string): ClusterKey {
    return { namespace: this.namespace, name };
  }

  database(name: string, engine = 'postgresql'): BackedUpDatabase {
    const { upstream } = this.#providers.find(engine)!;
    return new BackedUpDatabase(this, this.key(name), upstream);
  }

  /** Running, with its first backup. */
  async born(name: string, spec: Partial<DatabaseClusterSpec> = {}): Promise<BackedUpDatabase> {
    const database = this.database(name, spec.engine);
    await this.bench.create(database.key, { spec: { ...BACKED_UP, ...spec } });
    await this.bench.running(database.key, PATIENCE_MS);
    await database.backedUp();
    return database;
  }

  get(type: typeof DATABASE_BACKUP, name: string): Promise<DatabaseBackup> {
    return this.bench.get<DatabaseBackup>(type, this.key(name));
  }

  backups(): Promise<DatabaseBackup[]> {
    return this.bench.list(DATABASE_BACKUP, this.namespace) as unknown as Promise<DatabaseBackup[]>;
  }

  request(method: string, path: string, body?: unknown): Promise<Answer> {
    const base = `/api/v1/namespaces/${this.namespace}`;
    return this.bench.sandbox.request(method, `${base}/${path}`, { body });
  }
}

/** One database, its rows, and the way back. */
export class BackedUpDatabase {
  constructor(
    private readonly bench: BackupBench,
    readonly key: ClusterKey,
    /** What the engine's operator keeps a database in; its stand-in has the rows there. */
    private readonly type: ResourceType,
  ) {}

  read(): Promise<DatabaseCluster> {
    return this.bench.bench.get<DatabaseCluster>(DATABASE_CLUSTER, this.key);
  }

  async upstream(): Promise<UntypedObject> {
    return this.bench.bench.get(this.type, this.key);
  }

  /** Resolves when the stand-in has the row, and its log has arrived in the bucket; with the moment after it. */
  async write(row: string): Promise<string> {
    await this.bench.bench.patch(this.type, this.key, {
      metadata: { annotations: { 'sandbox.dbaas.io/write': row } },
    });
    await eventually(
      () => this.rows(),
      (rows) => rows.includes(row),
    );
    return nextMoment();
  }

  async rows(): Promise<readonly string[]> {
    const { metadata } = await this.upstream();
    const rows = JSON.parse(metadata.annotations?.['sandbox.dbaas.io/rows'] ?? '[]') as readonly { text: string }[];
    return rows.map(({ text }) => text);
  }

  /** Users of the database for whom the password of the binding is the right one. */
  async letsIn(): Promise<string[]> {
    const { metadata } = await this.upstream();
    const { users } = JSON.parse(metadata.annotations?.['sandbox.dbaas.io/database'] ?? '{}') as {
      users: Record<string, string>;
    };
    const secret = raw(await this.bench.bench.get(SECRET, this.bench.key(`${this.key.name}-credentials`)));
    const password = Buffer.from(secret.data.password as string, 'base64').toString();
    return Object.keys(users).filter((user) => users[user] === fingerprint(user, password));
  }

  /** The backups' state once one has succeeded in the present archive. */
  async backedUp(): Promise<ClusterBackupStatus> {
    const cluster = await this.bench.bench.until(this.key, (seen) => this.isBackedUp(seen), PATIENCE_MS);
    return cluster.status!.backup!;
  }

  private isBackedUp({ status }: DatabaseCluster): boolean {
    const healthy = status?.conditions?.find(({ type }) => type === 'BackupHealthy');
    return healthy?.status === 'True';
  }

  async take(name: string): Promise<DatabaseBackup> {
    const answer = await this.bench.request('POST', `clusters/${this.key.name}/backups`, {
      metadata: { name },
      spec: {},
    });
    if (answer.status !== 202) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
    return this.bench.bench.get<DatabaseBackup>(DATABASE_BACKUP, this.bench.key(name)).then(() => this.ended(name));
  }

  async ended(name: string): Promise<DatabaseBackup> {
    return eventually(
      () => this.bench.get(DATABASE_BACKUP, name),
      ({ status }) => status?.phase === 'Succeeded' || status?.phase === 'Failed',
      PATIENCE_MS,
    );
  }

  /** In place. */
  restore(restore: object): Promise<OpsRequest> {
    return this.operate({ type: 'Restore', restore });
  }

  /** Resolves with the operation once it has ended. */
  async operate(spec: object): Promise<OpsRequest> {
    const answer = await this.bench.request('POST', `clusters/${this.key.name}/operations`, { spec });
    if (answer.status !== 202) throw new Error(`refused: ${JSON.stringify(answer.body)}`);
    return this.operation(answer.body.metadata.name as string);
  }

  operation(name: string): Promise<OpsRequest> {
    const key: ObjectKey = this.bench.key(name);
    return eventually(() => this.bench.bench.get<OpsRequest>(OPS_REQUEST, key), isTerminal, PATIENCE_MS);
  }

  /** What applications are bound to, but for the authority of the certificates: that is the operator's, and new with its data. */
  async binding(): Promise<unknown> {
    const { status } = await this.read();
    const secret = await this.bench.bench.get(SECRET, this.bench.key(`${this.key.name}-credentials`));
    const { 'ca.crt': _authority, ...data } = raw(secret).data as Record<string, string>;
    return { endpoints: status?.endpoints, uid: secret.metadata.uid, data };
  }
}

/** Rows are dated in milliseconds, moments told in seconds: later ones fall behind it for certain. */
async function nextMoment(): Promise<string> {
  const second = Math.floor(Date.now() / 1000) + 1;
  await eventually(
    () => Date.now(),
    (now) => now >= second * 1000,
  );
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}
