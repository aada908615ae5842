import { SECRET, type UntypedObject } from '../../../src/kube/meta/index.js';
import { parseManifest } from '../../../src/backups/index.js';
import { BACKUP_STORAGE, type BackupStorage } from '../../../src/resources/backup-storage/index.js';
import { DATABASE_BACKUP, type DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import { S3_KEYS, S3Store } from '../../doubles/object-stores/s3-store.js';
import { PacedClock } from '../../doubles/paced-clock.js';
import { eventually } from '../../harness/eventually.js';
import { ClusterBench, type ClusterKey } from '../clusters/bench.js';

/** Twenty seconds of patience with a silent bucket are one. */
const SPEED = 20;
const PATIENCE_MS = 60_000;
const ENV = { DBAAS_STORAGE_ENDPOINTS_ALLOWED: '127.0.0.0/8' };
const SNAPSHOT = { spec: { engine: 'postgresql', version: '17', clusterSize: 3, storage: { size: '10Gi' } } };
const MARKER = `begin_time=2026-11-22 11:50:00.123456+00:00
begin_wal=000000010000000000000003
end_time=2026-11-22 12:00:00.123456+00:00
status=DONE
version=170006
`;

/** The product over a bucket, and backups that lie there as their engine lays them out. */
class World {
  readonly clock = new PacedClock(SPEED);
  #skewMs = 0;
  bench!: ClusterBench;
  store!: S3Store;
  namespace!: string;

  /** Over a bucket that is there already: what a new Kubernetes cluster is. */
  async start(kept?: S3Store): Promise<this> {
    this.store = kept ?? (await S3Store.start({ now: () => Date.now() + this.#skewMs }));
    this.bench = await ClusterBench.start({ env: ENV, clock: this.clock });
    this.namespace = await this.bench.namespace();
    await this.nameStorage();
    return this;
  }

  skewBy(ms: number): void {
    this.#skewMs = ms;
  }

  key(name: string): ClusterKey {
    return { namespace: this.namespace, name };
  }

  get objects(): Map<string, Buffer> {
    return this.store.buckets.get('backups')!;
  }

  names(folder: string): string[] {
    return this.store.keysIn('backups').filter((name) => name.startsWith(folder));
  }

  /** A backup that has just been taken of a database that is gone since. */
  async taken(name: string, n: number): Promise<void> {
    const archive = `${this.namespace}/orders-1a2b3c4d-1-v17`;
    const backupId = `20261122T1150${n}0`;
    const path = `${archive}/base/${backupId}`;
    this.objects.set(`${path}/backup.info`, Buffer.from(MARKER));
    this.objects.set(`${path}/data.tar`, Buffer.alloc(1000));
    this.objects.set(`${archive}/wals/0000000100000000/000000010000000000000004`, Buffer.from('log'));
    await this.bench.client.create<DatabaseBackup>(DATABASE_BACKUP, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'DatabaseBackup',
      metadata: { name, namespace: this.namespace },
      spec: { clusterRef: { name: 'orders' }, storageRef: { name: 'main' } },
    });
    await this.backup(name, ({ status }) => status?.phase === 'Failed');
    const status = {
      phase: 'Succeeded',
      reason: 'Completed',
      engine: 'postgresql',
      version: '17.6',
      storage: 'main',
      archive,
      path,
      backupId,
      startedAt: '2026-11-22T11:50:00Z',
      completedAt: '2026-11-22T12:00:00Z',
      recoverableFrom: '2026-11-22T12:00:00Z',
      clusterSnapshot: SNAPSHOT,
    };
    const patch = { type: 'merge' as const, body: { status } };
    await this.bench.client.patch(DATABASE_BACKUP, this.key(name), patch, { subresource: 'status' });
  }

  backup(name: string, accept: (backup: DatabaseBackup) => boolean): Promise<DatabaseBackup> {
    return eventually(() => this.bench.get<DatabaseBackup>(DATABASE_BACKUP, this.key(name)), accept, PATIENCE_MS);
  }

  recorded(name: string, reason = 'Recorded'): Promise<DatabaseBackup> {
    return this.backup(name, (backup) => recordedOf(backup) === reason);
  }

  storage(accept: (storage: BackupStorage) => boolean): Promise<BackupStorage> {
    return eventually(() => this.bench.get<BackupStorage>(BACKUP_STORAGE, this.key('main')), accept, PATIENCE_MS);
  }

  async setKeys(keys: Record<string, string>): Promise<void> {
    const data = Object.fromEntries(
      Object.entries(keys).map(([key, text]) => [key, Buffer.from(text).toString('base64')]),
    );
    await this.bench.patch(SECRET, this.key('keys'), { data });
  }

  private async nameStorage(): Promise<void> {
    await this.bench.client.create<UntypedObject>(SECRET, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: this.key('keys'),
    });
    await this.setKeys(S3_KEYS);
    await this.bench.client.create<BackupStorage>(BACKUP_STORAGE, {
      apiVersion: 'dbaas.io/v1alpha1',
      kind: 'BackupStorage',
      metadata: this.key('main'),
      spec: {
        type: 'S3',
        bucket: 'backups',
        endpoint: this.store.url,
        forcePathStyle: true,
        credentialsRef: { name: 'keys' },
      },
    });
  }
}

const recordedOf = ({ status }: DatabaseBackup): string | undefined =>
  status?.conditions?.find(({ type }) => type === 'Recorded')?.reason;

const discover = (request: string): object => ({ metadata: { annotations: { 'dbaas.io/discover': request } } });

describe('backups in their bucket', () => {
  let world: World;

  beforeAll(async () => {
    world = await new World().start();
  }, PATIENCE_MS);

  afterAll(async () => {
    await world.bench.stop();
    await world.store.stop();
  });

  it('are written down beside their data, and measured', async () => {
    await world.taken('kept', 1);
    const { status, metadata } = await world.recorded('kept');
    expect(status).toMatchObject({ sizeBytes: 1000 + MARKER.length, recoverableTo: expect.any(String) });
    const name = `.dbaas/backups/${world.namespace}/orders/kept-${metadata.uid!.slice(0, 8)}.json`;
    const manifest = parseManifest(world.objects.get(name)!.toString());
    expect(manifest).toMatchObject({ backup: { name: 'kept', path: status!.path }, clusterSnapshot: SNAPSHOT });
    expect(JSON.stringify(manifest)).not.toContain(S3_KEYS.secretAccessKey);
  });

  it('go when retention has removed their data, and not before', async () => {
    await world.taken('aged', 2);
    const { status } = await world.recorded('aged');
    for (const name of world.names(`${status!.path}/`)) world.objects.delete(name);
    world.clock.jump(9 * 3_600_000);
    await world.bench.gone(DATABASE_BACKUP, world.key('aged'));
    await world.recorded('kept');
    expect(world.names(`.dbaas/backups/${world.namespace}/orders/`)).toEqual([expect.stringContaining('/kept-')]);
  });

  it.each<{ what: string; reason: string; harm: () => unknown; mend: () => unknown }>([
    {
      what: 'of whose keys one is wrong',
      reason: 'InvalidCredentials',
      harm: () => world.setKeys({ ...S3_KEYS, secretAccessKey: 'guessed' }),
      mend: () => world.setKeys(S3_KEYS),
    },
    {
      what: 'that is full',
      reason: 'BucketFull',
      harm: () => world.store.refusals.set('PUT', 'QuotaExceeded'),
      mend: () => world.store.refusals.clear(),
    },
    {
      what: 'that may not be looked into',
      reason: 'AccessDenied',
      harm: () => world.store.refusals.set('GET', 'AccessDenied'),
      mend: () => world.store.refusals.clear(),
    },
    {
      what: 'that does not answer',
      reason: 'Timeout',
      harm: () => (world.store.server.isSilent = true),
      mend: () => (world.store.server.isSilent = false),
    },
    {
      what: 'of another hour',
      reason: 'ClockSkew',
      harm: () => world.skewBy(3_600_000),
      mend: () => world.skewBy(0),
    },
  ])(
    'wait for a bucket $what, say so, and go on by themselves',
    async ({ reason, harm, mend }) => {
      const name = `in-${reason.toLowerCase()}`;
      await harm();
      await world.taken(name, 3);
      const { status } = await world.recorded(name, reason);
      expect(status).toMatchObject({ phase: 'Succeeded' });
      expect(JSON.stringify(status)).not.toContain(S3_KEYS.accessKeyId);
      await mend();
      await world.recorded(name);
      await world.bench.client.delete(DATABASE_BACKUP, world.key(name));
    },
    PATIENCE_MS,
  );

  it(
    'outlast a bucket that vanishes for a while',
    async () => {
      await world.taken('outlasting', 4);
      await world.recorded('outlasting');
      const bucket = world.objects;
      world.store.buckets.delete('backups');
      world.clock.jump(9 * 3_600_000);
      await world.storage(({ status }) => status?.conditions?.[0]?.reason === 'BucketNotFound');
      world.store.buckets.set('backups', bucket);
      await world.storage(({ status }) => status?.conditions?.[0]?.reason === 'Probed');
      const { metadata } = await world.recorded('outlasting');
      expect(metadata.deletionTimestamp).toBeUndefined();
    },
    PATIENCE_MS,
  );

  it('hold their storage, which names them and goes after the last of them', async () => {
    const { status } = await world.storage(({ metadata }) => metadata.finalizers?.length === 1);
    expect(status?.usedBy).toEqual(['DatabaseBackup/kept', 'DatabaseBackup/outlasting']);
    await world.bench.client.delete(BACKUP_STORAGE, world.key('main'));
    const waiting = await world.storage(({ status: seen }) => seen?.message?.includes('kept') ?? false);
    expect(waiting.metadata.deletionTimestamp).toBeDefined();
    for (const name of ['kept', 'outlasting']) await world.bench.client.delete(DATABASE_BACKUP, world.key(name));
    await world.bench.gone(BACKUP_STORAGE, world.key('main'));
  });

  it(
    'are found again from a Kubernetes cluster that knows of nothing',
    async () => {
      const anew = await new World().start(world.store);
      anew.objects.set(`.dbaas/backups/${anew.namespace}/orders/evil.json`, Buffer.from('{"kind":"BackupManifest"}'));
      const told = anew.names('.dbaas/').length;
      await anew.bench.patch(BACKUP_STORAGE, anew.key('main'), discover('1'));
      const { status } = await anew.storage((storage) => storage.status?.discovery?.request === '1');
      expect(status!.discovery!.message).toBe('1 left out that could not be understood.');
      expect(status!.discovery!.added).toBeGreaterThanOrEqual(2);
      expect(status!.discovery!.added).toBeLessThan(told);
      const { spec, status: found } = await anew.recorded('kept');
      expect(spec).toMatchObject({ clusterRef: { name: 'orders' }, existing: { path: found!.path } });
      expect(found).toMatchObject({ phase: 'Succeeded', origin: 'Discovered', clusterSnapshot: SNAPSHOT });
      await anew.bench.stop();
    },
    PATIENCE_MS,
  );
});
