import { isNotFound } from '../../../src/kube/client/kube-error.js';
import { connect, type HttpKubeClient } from '../../../src/kube/client/index.js';
import { SECRET, SERVICE, type KubeObject, type ResourceType } from '../../../src/kube/meta/index.js';
import type { Backup } from '../../../src/sandbox/engines/postgresql/backup/backup.js';
import type { ObjectStore } from '../../../src/sandbox/engines/postgresql/barman/object-store.js';
import type { Cluster, ClusterSpec, RecoveryTarget } from '../../../src/sandbox/engines/postgresql/cluster.js';
import { PostgresqlStandIn } from '../../../src/sandbox/engines/postgresql/index.js';
import { BACKUP, CLUSTER, JOB, OBJECT_STORE } from '../../../src/sandbox/engines/postgresql/kinds.js';
import type { Job } from '../../../src/sandbox/engines/mechanics/workloads.js';
import { aSubmittedCluster } from '../../builders/stand-in-cluster.js';
import { S3_KEYS, S3Store } from '../../doubles/object-stores/s3-store.js';
import { eventually } from '../../harness/eventually.js';
import { startAnyCluster, type TestCluster } from '../../harness/sandbox-app.js';

const namespace = 'default';
const PLUGIN = 'barman-cloud.cloudnative-pg.io';
const HEALTHY = 'Cluster in healthy state';
const encoded = (text: string): string => Buffer.from(text).toString('base64');

describe('the stand-in of the Barman Cloud plugin', () => {
  let cluster: TestCluster;
  let client: HttpKubeClient;
  let bucket: S3Store;
  let counter = 0;
  const newName = (): string => `db${(counter += 1)}`;

  beforeAll(async () => {
    bucket = await S3Store.start();
    cluster = await startAnyCluster({ manifests: [], standIns: [new PostgresqlStandIn()] });
    client = connect(cluster.kubeConfigFor('barman-test'), { userAgent: 'barman-test/0' });
    const data = { id: encoded(S3_KEYS.accessKeyId), key: encoded(S3_KEYS.secretAccessKey) };
    await client.create(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'keys', namespace },
      data,
    } as KubeObject);
    await client.create(OBJECT_STORE, aStore('store'));
  });

  afterAll(async () => {
    await client.close();
    await cluster.stop();
    await bucket.stop();
  });

  afterEach(() => bucket.refusals.clear());

  const aStore = (name: string, spec: Partial<ObjectStore['spec']> = {}): ObjectStore => ({
    apiVersion: 'barmancloud.cnpg.io/v1',
    kind: 'ObjectStore',
    metadata: { name, namespace },
    spec: {
      configuration: {
        destinationPath: 's3://backups/prod/default',
        endpointURL: bucket.url,
        s3Credentials: { accessKeyId: { name: 'keys', key: 'id' }, secretAccessKey: { name: 'keys', key: 'key' } },
        wal: { compression: 'gzip' },
      },
      ...spec,
    },
  });

  const archivedAs = (serverName: string, barmanObjectName = 'store'): Partial<ClusterSpec> => ({
    plugins: [{ name: PLUGIN, isWALArchiver: true, parameters: { barmanObjectName, serverName } }],
  });

  const recoveredFrom = (serverName: string, recoveryTarget?: RecoveryTarget): Partial<ClusterSpec> => ({
    bootstrap: { recovery: { source: 'origin', ...(recoveryTarget && { recoveryTarget }) } },
    externalClusters: [
      { name: 'origin', plugin: { name: PLUGIN, parameters: { barmanObjectName: 'store', serverName } } },
    ],
  });

  async function create(
    name: string,
    spec: Partial<ClusterSpec>,
    annotations?: Record<string, string>,
  ): Promise<string> {
    const { uid: _uid, ...metadata } = aSubmittedCluster({ name, annotations }).metadata;
    await client.create(CLUSTER, { ...aSubmittedCluster({ spec }), metadata: { ...metadata, namespace } });
    return name;
  }

  const get = <T extends KubeObject>(type: ResourceType, name: string): Promise<T> =>
    client.get<T>(type, { namespace, name });
  const until = <T extends KubeObject>(type: ResourceType, name: string, wanted: (found: T) => boolean): Promise<T> =>
    eventually(() => get<T>(type, name), wanted);
  const annotate = (
    type: ResourceType,
    name: string,
    annotations: Record<string, string | null>,
  ): Promise<KubeObject> =>
    client.patch(type, { namespace, name }, { type: 'merge', body: { metadata: { annotations } } });

  const archiving = ({ status }: Cluster): string | undefined =>
    status?.conditions?.find(({ type }) => type === 'ContinuousArchiving')?.status;
  const archivingWell = (found: Cluster): boolean => found.status?.phase === HEALTHY && archiving(found) === 'True';
  const rowsOf = ({ metadata }: Cluster): { at: string; text: string }[] =>
    JSON.parse(metadata.annotations?.['sandbox.dbaas.io/rows'] ?? '[]') as { at: string; text: string }[];
  const textsOf = (found: Cluster): string[] => rowsOf(found).map(({ text }) => text);
  const isShipped = ({ metadata }: Cluster): boolean =>
    (JSON.parse(metadata.annotations?.['sandbox.dbaas.io/wal'] ?? '{}') as { pending?: unknown[] }).pending?.length ===
    0;

  /** Resolves with the time of the row, once it is in the archive. */
  async function write(name: string, text: string): Promise<string> {
    await annotate(CLUSTER, name, { 'sandbox.dbaas.io/write': text });
    const found = await until<Cluster>(CLUSTER, name, (one) => textsOf(one).at(-1) === text && isShipped(one));
    return rowsOf(found).at(-1)!.at;
  }

  async function ask(name: string, of: string): Promise<void> {
    await client.create<Backup>(BACKUP, {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Backup',
      metadata: { name, namespace },
      spec: { cluster: { name: of }, method: 'plugin', pluginConfiguration: { name: PLUGIN } },
    });
  }

  async function backUp(of: string): Promise<Backup> {
    const name = newName();
    await ask(name, of);
    return until<Backup>(BACKUP, name, ({ status }) => status?.phase === 'completed' || status?.phase === 'failed');
  }

  async function archived(spec: Partial<ClusterSpec> = {}): Promise<string> {
    const name = newName();
    await create(name, { ...archivedAs(name), ...spec });
    await until<Cluster>(CLUSTER, name, archivingWell);
    return name;
  }

  const keysOf = (server: string): string[] =>
    bucket
      .keysIn('backups')
      .flatMap((key) => (key.startsWith(`prod/default/${server}/`) ? key.slice(`prod/default/${server}/`.length) : []));

  it('archives what is written, segment by segment', async () => {
    const name = await archived();
    await write(name, 'first');
    await write(name, 'second');
    expect(keysOf(name)).toEqual([
      'wals/0000000100000000/000000010000000000000001.gz',
      'wals/0000000100000000/000000010000000000000002.gz',
      'wals/0000000100000000/000000010000000000000003.gz',
    ]);
  });

  it('takes backups that say where they are', async () => {
    const name = await archived();
    await write(name, 'first');
    const { status } = await backUp(name);
    expect(status).toMatchObject({
      phase: 'completed',
      backupId: expect.stringMatching(/^\d{8}T\d{6}$/) as string,
      beginWal: '000000010000000000000003',
      endWal: '000000010000000000000003',
      majorVersion: 17,
      instanceID: { podName: `${name}-1` },
    });
    expect(keysOf(name)).toEqual(
      expect.arrayContaining([`base/${status!.backupId}/backup.info`, `base/${status!.backupId}/data.tar`]) as string[],
    );
    const store = await get<ObjectStore>(OBJECT_STORE, 'store');
    expect(store.status?.serverRecoveryWindow?.[name]).toEqual({
      firstRecoverabilityPoint: status!.stoppedAt,
      lastSuccessfulBackupTime: status!.stoppedAt,
    });
  });

  it('takes several backups one after the other, each in a folder of its own', async () => {
    const name = await archived();
    const names = [newName(), newName(), newName()];
    for (const backup of names) await ask(backup, name);
    const done = await Promise.all(
      names.map((backup) => until<Backup>(BACKUP, backup, ({ status }) => status?.phase === 'completed')),
    );
    expect(new Set(done.map(({ status }) => status?.backupId)).size).toBe(3);
  });

  describe('recovers', () => {
    let origin: string;
    let backupId: string;
    let times: string[];

    beforeAll(async () => {
      origin = await archived();
      await write(origin, 'before');
      ({ backupId = '' } = (await backUp(origin)).status!);
      times = [];
      for (const text of ['one', 'two', 'three']) {
        times.push(await write(origin, text));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await backUp(origin);
    });

    async function recover(target?: RecoveryTarget): Promise<Cluster> {
      const name = newName();
      await create(name, { ...archivedAs(name), ...recoveredFrom(origin, target) });
      return until<Cluster>(CLUSTER, name, archivingWell);
    }

    it('everything that was archived', async () => {
      const found = await recover();
      expect(textsOf(found)).toEqual(['before', 'one', 'two', 'three']);
      expect(found.status?.timelineID).toBe(2);
      expect(keysOf(found.metadata.name)[0]).toBe('wals/00000002.history.gz');
    });

    it('up to a time, and nothing after it', async () => {
      const target = { targetTime: new Date(Date.parse(times[1]!) + 1).toISOString(), backupID: backupId };
      expect(textsOf(await recover(target))).toEqual(['before', 'one', 'two']);
    });

    it('just one backup', async () => {
      expect(textsOf(await recover({ targetImmediate: true, backupID: backupId }))).toEqual(['before']);
    });

    it('what is archived in turn', async () => {
      const {
        metadata: { name },
      } = await recover({ targetImmediate: true, backupID: backupId });
      await write(name, 'another life');
      expect((await backUp(name)).status?.phase).toBe('completed');
      const again = newName();
      await create(again, { ...archivedAs(again), ...recoveredFrom(name) });
      expect(textsOf(await until<Cluster>(CLUSTER, again, archivingWell))).toEqual(['before', 'another life']);
    });

    it.each<{ what: string; spec: (name: string) => Partial<ClusterSpec>; log: RegExp }>([
      {
        what: 'a server that nobody knows',
        spec: (name) => ({ ...archivedAs(name), ...recoveredFrom('nobody') }),
        log: /no target backup/,
      },
      {
        what: 'a time after the last commit',
        spec: (name) => ({ ...archivedAs(name), ...recoveredFrom(origin, { targetTime: '2099-01-01T00:00:00Z' }) }),
        log: /before configured recovery target/,
      },
      {
        what: 'a time before the first backup',
        spec: (name) => ({ ...archivedAs(name), ...recoveredFrom(origin, { targetTime: '2020-01-01T00:00:00Z' }) }),
        log: /no target backup/,
      },
      {
        what: 'a backup that is not there',
        spec: (name) => ({
          ...archivedAs(name),
          ...recoveredFrom(origin, { targetImmediate: true, backupID: '20200101T000000' }),
        }),
        log: /not found/,
      },
      {
        what: 'an archive of its own that is taken',
        spec: () => ({ ...archivedAs(origin), ...recoveredFrom(origin) }),
        log: /Expected empty archive/,
      },
      {
        what: 'another major version',
        spec: (name) => ({
          ...archivedAs(name),
          ...recoveredFrom(origin),
          imageName: 'ghcr.io/cloudnative-pg/postgresql:18.1',
        }),
        log: /incompatible/,
      },
    ])('nothing from $what, and says so in the end', async ({ spec, log }) => {
      const name = newName();
      await create(name, spec(name));
      const { status } = await until<Cluster>(
        CLUSTER,
        name,
        (found) => found.status?.phase?.startsWith('Cluster is unrecoverable') ?? false,
      );
      expect(status?.phaseReason).toContain(`${name}-1-full-recovery`);
      const job = await get<Job>(JOB, `${name}-1-full-recovery`);
      expect(job.metadata.annotations?.['sandbox.dbaas.io/log']).toMatch(log);
      expect(job.status?.failed).toBe(7);
    });

    it('again once an order to fail is withdrawn', async () => {
      const name = newName();
      await create(
        name,
        { ...archivedAs(name), ...recoveredFrom(origin) },
        { 'sandbox.dbaas.io/fail': 'recovery-job' },
      );
      await until<Cluster>(
        CLUSTER,
        name,
        (found) => found.status?.phase?.startsWith('Cluster is unrecoverable') ?? false,
      );
      await annotate(CLUSTER, name, { 'sandbox.dbaas.io/fail': null });
      expect(textsOf(await until<Cluster>(CLUSTER, name, archivingWell))).toContain('three');
    });
  });

  it('tells that the log does not arrive, fails backups meanwhile, and catches up', async () => {
    const name = await archived();
    bucket.refusals.set('PUT', 'QuotaExceeded');
    await annotate(CLUSTER, name, { 'sandbox.dbaas.io/write': 'late' });
    const found = await until<Cluster>(CLUSTER, name, (one) => archiving(one) === 'False');
    expect(JSON.stringify(found)).toContain('QuotaExceeded');
    expect(JSON.stringify(found)).not.toContain(S3_KEYS.secretAccessKey);
    const { status } = await backUp(name);
    expect(status).toMatchObject({ phase: 'failed', error: expect.stringContaining('QuotaExceeded') as string });
    bucket.refusals.clear();
    await until<Cluster>(CLUSTER, name, archivingWell);
    expect(keysOf(name).length).toBeGreaterThanOrEqual(2);
  });

  it('begins in no archive that another server has written to', async () => {
    const first = await archived();
    const name = newName();
    await create(name, archivedAs(first));
    const found = await until<Cluster>(CLUSTER, name, (one) => archiving(one) === 'False');
    expect(JSON.stringify(found.status?.conditions)).toContain('Expected empty archive');
  });

  it('removes what the policy keeps no longer, with its Backups and its log', async () => {
    const store = newName();
    await client.create(OBJECT_STORE, aStore(store, { retentionPolicy: '7d' }));
    const name = newName();
    await create(name, archivedAs(name, store));
    await until<Cluster>(CLUSTER, name, archivingWell);
    const [first, second] = [await backUp(name), await backUp(name)];
    const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
    await annotate(OBJECT_STORE, store, { 'sandbox.dbaas.io/retention-at': inAMonth });
    await eventually(
      () => get(BACKUP, first.metadata.name).catch((error: unknown) => isNotFound(error)),
      (answer) => answer === true,
    );
    expect(keysOf(name).filter((key) => key.startsWith('base/'))).toEqual([
      `base/${second.status!.backupId}/backup.info`,
      `base/${second.status!.backupId}/data.tar`,
    ]);
    expect(keysOf(name).some((key) => key.includes('000000010000000000000001'))).toBe(false);
    expect((await get<Backup>(BACKUP, second.metadata.name)).status?.phase).toBe('completed');
  });

  it('fails a backup on request', async () => {
    const name = await archived();
    await annotate(CLUSTER, name, { 'sandbox.dbaas.io/fail': 'backup' });
    // Whoever has seen a later write has seen the order.
    await write(name, 'seen');
    const { status } = await backUp(name);
    expect(status).toMatchObject({ phase: 'failed', error: expect.stringContaining('exit status 4') as unknown });
  });

  it('holds a backup up on request, and fails it when its instance goes', async () => {
    const name = await archived();
    await annotate(CLUSTER, name, { 'sandbox.dbaas.io/fail': 'stuck-backup' });
    await write(name, 'seen');
    const backup = newName();
    await ask(backup, name);
    await until<Backup>(BACKUP, backup, ({ status }) => status?.phase === 'started');
    await annotate(CLUSTER, name, { 'cnpg.io/hibernation': 'on' });
    const { status } = await until<Backup>(BACKUP, backup, (found) => found.status?.phase === 'failed');
    expect(status?.error).toContain('not running');
  });

  it('waits for its ObjectStore, and for itself', async () => {
    const store = newName();
    const name = newName();
    await create(name, archivedAs(name, store));
    await client.create(OBJECT_STORE, aStore(store));
    await until<Cluster>(CLUSTER, name, archivingWell);
    const service = { namespace: 'cnpg-system', name: 'barman-cloud' };
    const installed = await client.get<KubeObject>(SERVICE, service);
    await client.delete(SERVICE, service);
    await until<Cluster>(CLUSTER, name, ({ status }) => status?.phase?.includes('unknown plugin') ?? false);
    const { uid: _uid, resourceVersion: _version, ...metadata } = installed.metadata;
    await client.create(SERVICE, { ...installed, metadata });
    expect(textsOf(await until<Cluster>(CLUSTER, name, archivingWell))).toEqual([]);
  });

  it.each<{ what: string; configuration: object; field: string }>([
    { what: 'a name of a server', configuration: { serverName: 'orders' }, field: 'spec.configuration.serverName' },
    { what: 'no credentials', configuration: { s3Credentials: null }, field: 'spec.configuration' },
    {
      what: 'two kinds of credentials',
      configuration: { googleCredentials: { gkeEnvironment: true } },
      field: 'spec.configuration',
    },
  ])('refuses an ObjectStore with $what', async ({ configuration, field }) => {
    const store = aStore(newName());
    const body = {
      ...store,
      spec: { configuration: { ...store.spec.configuration, ...configuration } },
    } as ObjectStore;
    await expect(client.create(OBJECT_STORE, body)).rejects.toMatchObject({
      message: expect.stringContaining(field) as string,
    });
  });
});
