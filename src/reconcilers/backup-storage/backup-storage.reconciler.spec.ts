import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aUsableBackup } from '../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aKubeError, refusing } from '../../../test/builders/kube-error.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { BackupCaches } from '../../../test/doubles/backup-caches.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { MemoryBucket } from '../../../test/doubles/memory-bucket.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import type { Result } from '../../kube/manager/index.js';
import type { UntypedObject } from '../../kube/meta/index.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import type { BucketTarget, ProbeResult } from '../../object-storage/index.js';
import type { BackupStorage, BackupStorageSpec } from '../../resources/backup-storage/index.js';
import { BackupStorageReconciler } from './backup-storage.reconciler.js';

const PERIOD_SECONDS = 600;
const KEYS = { accessKeyId: 'AKID', secretAccessKey: 'a-secret' };

const aSecret = (data: Record<string, string>, resourceVersion = '5', name = 'keys'): UntypedObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace: 'team-a', uid: `uid-${name}`, resourceVersion },
  data: Object.fromEntries(Object.entries(data).map(([key, text]) => [key, Buffer.from(text).toString('base64')])),
});

/** One storage, the Secrets of its namespace, and a bucket that answers as it is told. */
class World {
  storage = aBackupStorage();
  readonly clock = new ManualClock();
  readonly secrets = new Map<string, UntypedObject>();
  readonly targets: BucketTarget[] = [];
  readonly events: string[] = [];
  result: ProbeResult = { usable: true };
  mayUseOwnIdentity = false;
  readonly caches = new BackupCaches();
  readonly bucket = new MemoryBucket();
  readonly client = new ScriptedKubeClient({
    get: ({ key }) => this.secrets.get(key!) ?? refusing('NotFound')(),
    patch: ({ body }) => this.put(applyMergePatch(this.storage, body) as BackupStorage),
  });

  put(storage: BackupStorage): BackupStorage {
    const resourceVersion = String(Number(storage.metadata.resourceVersion) + 1);
    this.storage = { ...storage, metadata: { ...storage.metadata, resourceVersion } };
    this.caches.storages.put(this.storage);
    return this.storage;
  }

  putSecret(secret: UntypedObject): this {
    this.secrets.set(`team-a/${secret.metadata.name}`, secret);
    const { apiVersion, kind, metadata } = secret;
    this.caches.secretVersions.put({ apiVersion, kind, metadata });
    return this;
  }

  edit(spec: Partial<BackupStorageSpec>, annotations?: Record<string, string>): void {
    const { metadata } = this.storage;
    this.put({ ...this.storage, metadata: { ...metadata, annotations }, spec: { ...this.storage.spec, ...spec } });
  }

  look(): Promise<Result> {
    const note =
      (kind: string) =>
      (_object: unknown, reason: string, message: string): void =>
        void this.events.push(`${kind} ${reason}: ${message}`);
    const reconciler = new BackupStorageReconciler({
      client: this.client,
      caches: this.caches.asCaches,
      visits: this.bucket,
      prober: { probe: (target) => (this.targets.push(target), Promise.resolve(this.result)) },
      events: { normal: note('Normal'), warning: note('Warning') },
      clock: this.clock,
      probeSeconds: PERIOD_SECONDS,
      mayUseOwnIdentity: this.mayUseOwnIdentity,
    });
    const key = { namespace: 'team-a', name: 'main' };
    return reconciler.reconcile(key, { ...aReconcileContext(), key });
  }

  get ready(): unknown[] {
    const ready = this.storage.status?.conditions?.find(({ type }) => type === 'Ready');
    return [ready?.status, ready?.reason];
  }
}

describe('BackupStorageReconciler', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
    world.putSecret(aSecret(KEYS)).put(world.storage);
  });

  const afterMs = async (look: Promise<Result>): Promise<number> =>
    ((await look) as { requeueAfterMs: number }).requeueAfterMs;

  it('tries the bucket with all that is said of it, and tells what came of it', async () => {
    await world.look();
    expect(world.targets).toEqual([
      {
        location: { type: 'S3', bucket: 'backups', region: 'eu-west-3' },
        credentials: { kind: 'S3', ...KEYS },
      },
    ]);
    expect(world.ready).toEqual(['True', 'Probed']);
    expect(world.storage.status).toMatchObject({ observedGeneration: 1, message: expect.stringContaining('deleted') });
    expect(world.events).toEqual([expect.stringMatching(/^Normal Probed/)]);
  });

  it('hands on the authority that the store is known by', async () => {
    world.putSecret(aSecret({ 'ca.crt': 'PEM' }, '1', 'ca'));
    world.edit({ endpoint: 'https://store', caRef: { name: 'ca', key: 'ca.crt' } });
    await world.look();
    expect(world.targets).toMatchObject([{ ca: 'PEM', location: { endpoint: 'https://store' } }]);
  });

  it('leaves a bucket alone that was tried, and comes back in time', async () => {
    await world.look();
    const restMs = await afterMs(world.look());
    expect(world.targets).toHaveLength(1);
    expect(restMs).toBeGreaterThanOrEqual(PERIOD_SECONDS * 900);
    expect(restMs).toBeLessThanOrEqual(PERIOD_SECONDS * 1100);
    world.clock.jump(restMs + 1000);
    await world.look();
    expect(world.targets).toHaveLength(2);
  });

  it('looks sooner at one that could not be used, so that it clears by itself', async () => {
    world.result = { usable: false, reason: 'BucketFull', step: 'write', code: 'QuotaExceeded' };
    const restMs = await afterMs(world.look());
    expect(world.ready).toEqual(['False', 'BucketFull']);
    expect(restMs).toBeLessThanOrEqual(66_000);
    world.result = { usable: true };
    world.clock.jump(restMs + 1000);
    await world.look();
    expect(world.ready).toEqual(['True', 'Probed']);
    expect(world.events).toEqual([
      expect.stringMatching(/^Warning BucketFull: Could not write an object in "backups" \(QuotaExceeded\)/),
      expect.stringMatching(/^Normal Probed/),
    ]);
  });

  it('says a trouble once, however often it is found', async () => {
    world.result = { usable: false, reason: 'Timeout', step: 'write' };
    for (let n = 0; n < 3; n += 1) {
      world.clock.jump(120_000);
      await world.look();
    }
    expect(world.targets).toHaveLength(3);
    expect(world.events).toHaveLength(1);
  });

  it.each([
    { what: 'its specification', change: (changed: World): unknown => changed.edit({ region: 'eu-west-1' }) },
    { what: 'its Secret', change: (changed: World): unknown => changed.putSecret(aSecret(KEYS, '6')) },
    { what: 'somebody asking', change: (changed: World): unknown => changed.edit({}, { 'dbaas.io/verify': 'now' }) },
  ])('tries again at once after a change of $what', async ({ change }) => {
    await world.look();
    change(world);
    await world.look();
    expect(world.targets).toHaveLength(2);
    await world.look();
    expect(world.targets).toHaveLength(2);
  });

  it('answers whoever asked by what they wrote', async () => {
    world.edit({}, { 'dbaas.io/verify': 'request-7' });
    await world.look();
    expect(world.storage.status?.verifiedRequest).toBe('request-7');
  });

  it('does not try again after a restart: what is known stands in the status', async () => {
    await world.look();
    const restarted = new World();
    restarted.putSecret(aSecret(KEYS)).put(world.storage);
    await restarted.look();
    expect(restarted.targets).toEqual([]);
  });

  it.each<{ what: string; reason: string; prepare: (world: World) => unknown }>([
    {
      what: 'no Secret',
      reason: 'SecretNotFound',
      prepare: (prepared) => prepared.edit({ credentialsRef: { name: 'other' } }),
    },
    {
      what: 'half a Secret',
      reason: 'SecretIncomplete',
      prepare: (prepared) => prepared.putSecret(aSecret({ accessKeyId: 'AKID' })),
    },
    {
      what: 'no authority',
      reason: 'CaNotFound',
      prepare: (prepared) => prepared.edit({ caRef: { name: 'keys', key: 'ca.crt' } }),
    },
    {
      what: 'an identity that is not lent',
      reason: 'WorkloadIdentityDisabled',
      prepare: (prepared) => prepared.edit({ credentialsRef: undefined, workloadIdentity: true }),
    },
  ])('says $reason with $what, and calls nobody', async ({ reason, prepare }) => {
    prepare(world);
    await world.look();
    expect(world.targets).toEqual([]);
    expect(world.ready).toEqual(['False', reason]);
    expect(JSON.stringify(world.storage.status)).not.toContain(KEYS.secretAccessKey);
  });

  it('goes by the identity of the process where that is lent', async () => {
    world.mayUseOwnIdentity = true;
    world.edit({ credentialsRef: undefined, workloadIdentity: true });
    await world.look();
    expect(world.targets).toMatchObject([{ credentials: { kind: 'ambient' } }]);
  });

  it('judges nothing when the API server does not answer', async () => {
    const error = aKubeError('ServiceUnavailable');
    world.client.get = () => Promise.reject(error);
    await expect(world.look()).rejects.toBe(error);
    expect(world.storage.status).toBeUndefined();
  });

  it('searches the bucket once for each time that it is asked', async () => {
    world.edit({}, { 'dbaas.io/discover': '1' });
    await world.look();
    await world.look();
    expect(world.bucket.visits).toBe(1);
    expect(world.storage.status?.discovery).toMatchObject({ request: '1', found: 0, added: 0 });
    world.edit({}, { 'dbaas.io/discover': '2' });
    await world.look();
    expect(world.bucket.visits).toBe(2);
    expect(world.events).toContain('Normal Searched: 0 backups found, 0 of them new.');
  });

  describe('of a bucket that is in use', () => {
    const cluster = aDatabaseCluster({ backup: { storageRef: { name: 'main' } } });
    const backup = aUsableBackup();

    beforeEach(async () => {
      world.caches.clusters.put(cluster);
      world.caches.backups.put(backup);
      await world.look();
    });

    const remove = (): unknown =>
      world.put({
        ...world.storage,
        metadata: { ...world.storage.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' },
      });

    it('names the users, and holds it for them', () => {
      expect(world.storage.status?.usedBy).toEqual(['DatabaseCluster/orders', 'DatabaseBackup/orders-1']);
      expect(world.storage.metadata.finalizers).toEqual(['dbaas.io/in-use']);
    });

    it('says what a deletion waits for, once, and lets go with the last of them', async () => {
      remove();
      await world.look();
      await world.look();
      expect(world.storage.status?.message).toContain('DatabaseCluster orders, DatabaseBackup orders-1');
      expect(world.events.filter((event) => event.includes('InUse'))).toHaveLength(1);
      world.caches.clusters.remove(cluster);
      world.caches.backups.remove(backup);
      await world.look();
      expect(world.storage.metadata.finalizers).toEqual([]);
    });

    it('is held no longer than it is used', async () => {
      world.caches.clusters.remove(cluster);
      world.caches.backups.put({ ...backup, status: { ...backup.status, phase: 'Failed' } });
      await world.look();
      expect(world.storage.metadata.finalizers).toEqual([]);
      expect(world.storage.status?.usedBy).toBeUndefined();
    });

    it('tells no more users than a status has room for, databases first', async () => {
      for (let n = 100; n < 200; n += 1) world.caches.backups.put(aUsableBackup({ name: `backup-${n}` }));
      await world.look();
      expect(world.storage.status?.usedBy).toHaveLength(64);
      expect(world.storage.status?.usedBy?.slice(0, 2)).toEqual([
        'DatabaseCluster/orders',
        'DatabaseBackup/backup-100',
      ]);
    });
  });

  it('leaves alone what is gone or going', async () => {
    world.put({ ...world.storage, metadata: { ...world.storage.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } });
    expect(await world.look()).toBeUndefined();
    world.caches.storages.remove(world.storage);
    expect(await world.look()).toBeUndefined();
    expect(world.targets).toEqual([]);
  });
});
