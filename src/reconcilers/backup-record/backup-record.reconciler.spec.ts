import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import { aClusterThatRan, aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { anOpsRequest } from '../../../test/builders/ops-request.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { aWidget } from '../../../test/builders/widget.js';
import { BackupCaches } from '../../../test/doubles/backup-caches.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { MemoryBucket } from '../../../test/doubles/memory-bucket.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { parseManifest, serializeManifest } from '../../backups/index.js';
import { findCondition, type UntypedObject } from '../../kube/meta/index.js';
import type { Result } from '../../kube/manager/index.js';
import { applyMergePatch } from '../../kube/writes/index.js';
import type { BackupStorageStatus } from '../../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import { BackupRecordReconciler } from './backup-record.reconciler.js';

const KEY = { namespace: 'team-a', name: 'orders-1' };
const ARCHIVE = 'team-a/orders-1a2b3c4d-1-v17';
const PATH = `${ARCHIVE}/base/20261122T115000`;
const MANIFEST = '.dbaas/backups/team-a/orders/orders-1-uid-orde.json';
const HOUR_MS = 3_600_000;

const ready = (reason = 'Probed', status: 'True' | 'False' = 'True'): BackupStorageStatus => ({
  conditions: [{ type: 'Ready', status, reason, message: `${reason}.`, lastTransitionTime: '2026-01-01T00:00:00Z' }],
  probedInputs: 'a',
});

/** A backup, its storage, its database, and the bucket that all is in. */
class World {
  readonly caches = new BackupCaches();
  readonly bucket = new MemoryBucket();
  readonly clock = new ManualClock();
  readonly events: string[] = [];
  readonly client = new ScriptedKubeClient({
    patch: ({ key, body }) => this.put(applyMergePatch(this.caches.backups.store.get(key!), body) as DatabaseBackup),
    delete: () => void this.caches.backups.remove(this.backup!),
  });
  #reconciler = this.aReconciler();
  #version = 1;

  constructor() {
    this.caches.storages.put(aBackupStorage({}, { status: ready() }));
    this.writeTo(ARCHIVE);
    this.bucket
      .put(`${PATH}/backup.info`, 'done 2026-11-22T12:00:00Z')
      .put(`${PATH}/data.tar`, 'x'.repeat(1000))
      .put(`${ARCHIVE}/wals/0000000100000000/000000010000000000000009`, 'log', '2026-11-22T18:00:00Z')
      .put(`${ARCHIVE}/wals/0000000100000001/000000010000000100000001`, 'log', '2026-11-22T19:30:00Z')
      .put(`${ARCHIVE}/wals/00000002.history`, 'log', '2026-11-22T11:00:00Z');
  }

  get backup(): DatabaseBackup | undefined {
    return this.caches.backups.store.get(KEY);
  }

  get recorded(): unknown[] {
    const condition = findCondition(this.backup?.status?.conditions, 'Recorded');
    return [condition?.status, condition?.reason];
  }

  put(backup: DatabaseBackup): DatabaseBackup {
    const resourceVersion = String((this.#version += 1));
    const stored = { ...backup, metadata: { ...backup.metadata, resourceVersion } };
    this.caches.backups.put(stored);
    return stored;
  }

  writeTo(archive: string): void {
    this.caches.clusters.put(aClusterThatRan({}, { backup: { storage: 'main', archive } }));
  }

  restart(): void {
    this.#reconciler = this.aReconciler();
  }

  look(key = KEY): Promise<Result> {
    return this.#reconciler.reconcile(key, { ...aReconcileContext(), key });
  }

  /** Comes back when it was told to. */
  async lookAgain(): Promise<Result> {
    const result = await this.look();
    this.clock.jump(result ? result.requeueAfterMs : 0);
    return this.look();
  }

  private aReconciler(): BackupRecordReconciler {
    const note =
      (kind: string) =>
      (_object: unknown, reason: string): void =>
        void this.events.push(`${kind} ${reason}`);
    return new BackupRecordReconciler({
      client: this.client,
      caches: this.caches.asCaches,
      visits: this.bucket,
      events: { normal: note('Normal'), warning: note('Warning') },
      clock: this.clock,
    });
  }
}

describe('a backup that was taken', () => {
  let world: World;

  beforeEach(() => {
    world = new World();
    world.put(aUsableBackup({ status: { clusterSnapshot: { engine: 'postgresql', clusterSize: 3 } } }));
  });

  it('is written down beside its data, and measured', async () => {
    await world.look();
    expect(world.recorded).toEqual(['True', 'Recorded']);
    expect(world.backup!.status).toMatchObject({ phase: 'Succeeded', sizeBytes: 1025 });
    expect(world.backup!.status!.recoverableTo).toBeUndefined();
    expect(parseManifest(world.bucket.text(MANIFEST))).toMatchObject({
      cluster: { namespace: 'team-a', name: 'orders', engine: 'postgresql' },
      backup: { name: 'orders-1', path: PATH, archive: ARCHIVE, version: '17.6', sizeBytes: 1025 },
      clusterSnapshot: { engine: 'postgresql', clusterSize: 3 },
    });
    expect(world.events).toEqual(['Normal Recorded']);
  });

  it('is looked at again without a word to anybody, and not before its time', async () => {
    await world.look();
    const asked = world.client.calls.length;
    await world.look();
    expect(world.bucket.visits).toBe(1);
    const result = await world.lookAgain();
    expect(world.bucket.visits).toBe(2);
    expect(result!.requeueAfterMs).toBeGreaterThanOrEqual(6 * HOUR_MS);
    expect(world.client.calls).toHaveLength(asked);
  });

  it('is not looked for at once after a restart, for there may be thousands', async () => {
    await world.look();
    world.restart();
    const result = await world.look();
    expect(world.bucket.visits).toBe(1);
    expect(result!.requeueAfterMs).toBeGreaterThan(0);
    expect(result!.requeueAfterMs).toBeLessThan(8 * HOUR_MS);
  });

  it('is left to whoever takes it until it has ended', async () => {
    world.put(aUsableBackup({ status: { phase: 'Running' } }));
    await world.look();
    expect([world.bucket.visits, world.client.calls]).toEqual([0, []]);
  });

  it('can be brought to the end of the log once its database writes elsewhere', async () => {
    await world.look();
    world.writeTo('team-a/orders-1a2b3c4d-2-v17');
    await world.look();
    expect(world.backup!.status!.recoverableTo).toBe('2026-11-22T19:30:00Z');
    await world.look();
    expect(world.bucket.visits).toBe(2);
  });

  it('can be brought to its own end where nothing of a log is there', async () => {
    await world.look();
    world.bucket.remove(`${ARCHIVE}/wals`);
    world.writeTo('team-a/orders-1a2b3c4d-2-v17');
    await world.look();
    expect(world.backup!.status!.recoverableTo).toBe('2026-11-22T12:00:00Z');
  });

  it('has no end again when its database comes back to it', async () => {
    world.writeTo('elsewhere');
    await world.look();
    world.writeTo(ARCHIVE);
    await world.look();
    expect(world.backup!.status!.recoverableTo).toBeUndefined();
  });

  describe('in a bucket that is in trouble', () => {
    const trouble = { reason: 'BucketFull', message: 'The bucket is full.' } as const;

    it('says so, tries again ever more seldom, and goes on by itself', async () => {
      world.bucket.trouble = trouble;
      const first = await world.look();
      expect(world.recorded).toEqual(['False', 'BucketFull']);
      expect(world.backup!.status).toMatchObject({ phase: 'Succeeded' });
      const second = await world.lookAgain();
      expect(second!.requeueAfterMs).toBeGreaterThan(first!.requeueAfterMs);
      expect(world.events).toEqual(['Warning BucketFull']);
      world.bucket.trouble = undefined;
      world.clock.jump(second!.requeueAfterMs);
      await world.look();
      expect(world.recorded).toEqual(['True', 'Recorded']);
      expect(world.events).toEqual(['Warning BucketFull', 'Normal Recorded']);
    });

    it('is not waited for when its storage was tried anew', async () => {
      world.bucket.trouble = trouble;
      await world.look();
      world.bucket.trouble = undefined;
      world.caches.storages.put(aBackupStorage({}, { status: { ...ready(), probedInputs: 'b' } }));
      await world.look();
      expect(world.recorded).toEqual(['True', 'Recorded']);
    });

    it('is not entered while its storage cannot be, and says what its storage says', async () => {
      world.caches.storages.put(aBackupStorage({}, { status: ready('InvalidCredentials', 'False') }));
      expect(await world.look()).toBeUndefined();
      expect(world.bucket.visits).toBe(0);
      expect(world.recorded).toEqual(['False', 'InvalidCredentials']);
      world.caches.storages.put(aBackupStorage({}, { status: ready() }));
      await world.look();
      expect(world.recorded).toEqual(['True', 'Recorded']);
    });

    it('loses nothing: what does not answer is not absent', async () => {
      await world.look();
      world.bucket.trouble = { reason: 'BucketNotFound', message: 'There is none.' };
      world.clock.jump(24 * HOUR_MS);
      await world.look();
      expect(world.bucket.visits).toBe(2);
      expect(world.recorded).toEqual(['True', 'Recorded']);
    });

    it.each([
      { reason: 'Timeout', visits: 1 },
      { reason: 'EndpointUnreachable', visits: 1 },
      { reason: 'AccessDenied', visits: 2 },
    ] as const)('is asked $visits times for two when it answers with $reason', async ({ reason, visits }) => {
      const other = { ...KEY, name: 'orders-2' };
      world.put(aUsableBackup({ name: 'orders-2' }));
      world.bucket.trouble = { reason, message: 'No.' };
      await world.look();
      const result = await world.look(other);
      expect(world.bucket.visits).toBe(visits);
      world.bucket.trouble = undefined;
      world.clock.jump(result!.requeueAfterMs + 120_000);
      await world.look(other);
      expect(world.bucket.visits).toBe(visits + 1);
    });

    it('says that there is no storage when there is none', async () => {
      world.caches.storages.remove(aBackupStorage());
      await world.look();
      expect(world.recorded).toEqual(['False', 'StorageNotFound']);
    });
  });

  describe('whose data was removed', () => {
    beforeEach(async () => {
      await world.look();
      world.bucket.remove(PATH);
    });

    it('goes too, with what told of it', async () => {
      await world.lookAgain();
      expect(world.backup).toBeUndefined();
      expect(world.bucket.names).not.toContain(MANIFEST);
      expect(world.events.at(-1)).toBe('Normal Expired');
    });

    it("is looked for at once when the engine's own object of it goes", async () => {
      const widget = aWidget('orders-1', { size: 1 }, 'team-a') as unknown as UntypedObject;
      world.caches.widgets.put(widget);
      await world.look();
      expect(world.backup).toBeDefined();
      world.caches.widgets.remove(widget);
      await world.look();
      expect(world.backup).toBeUndefined();
    });

    it.each([
      {
        what: 'a database that is being filled from it',
        user: 'DatabaseCluster/copy',
        use: (used: World): unknown =>
          used.caches.clusters.put(
            aDatabaseCluster(
              { dataSource: { backupRef: { name: 'orders-1' } } },
              { metadata: { ...KEY, name: 'copy' } },
            ),
          ),
        leave: (used: World): unknown =>
          used.caches.clusters.remove(aDatabaseCluster({}, { metadata: { ...KEY, name: 'copy' } })),
      },
      {
        what: 'an operation that brings it back',
        user: 'OpsRequest/back',
        use: (used: World): unknown =>
          used.caches.operations.put(
            anOpsRequest({ name: 'back', spec: { type: 'Restore', restore: { backupRef: { name: 'orders-1' } } } }),
          ),
        leave: (used: World): unknown => used.caches.operations.remove(anOpsRequest({ name: 'back' })),
      },
    ])('stays for $what, and goes after it', async ({ user, use, leave }) => {
      use(world);
      await world.lookAgain();
      expect(world.backup!.status!.usedBy).toEqual([user]);
      expect(world.backup!.metadata.finalizers).toEqual(['dbaas.io/in-use']);
      expect(world.recorded).toEqual(['False', 'NotFound']);
      leave(world);
      await world.lookAgain();
      expect(world.backup).toBeUndefined();
    });
  });

  it('is never deleted for being where nobody has seen it', async () => {
    world.bucket.remove(PATH);
    await world.look();
    await world.lookAgain();
    expect(world.backup).toBeDefined();
    expect(world.recorded).toEqual(['False', 'NotFound']);
    world.bucket.put(`${PATH}/backup.info`, 'done 2026-11-22T12:00:00Z');
    await world.lookAgain();
    expect(world.recorded).toEqual(['True', 'Recorded']);
  });

  it('waits to be told where it lies', async () => {
    world.put(aUsableBackup({ status: { path: undefined } }));
    await world.look();
    expect(world.recorded).toEqual(['False', 'PlaceUnknown']);
    expect(world.bucket.visits).toBe(0);
  });

  it('leaves its data and what tells of it where they are when it is deleted', async () => {
    await world.look();
    const names = world.bucket.names;
    world.put({ ...world.backup!, metadata: { ...world.backup!.metadata, deletionTimestamp: '2026-11-23T12:00:00Z' } });
    await world.look();
    expect(world.bucket.names).toEqual(names);
    expect(world.bucket.visits).toBe(1);
  });
});

describe('a backup that is deleted while something needs it', () => {
  it('says for whom it stays, once, and goes after it', async () => {
    const world = new World();
    const metadata = { name: 'copy', namespace: 'team-a', uid: 'copy' };
    const copy = aDatabaseCluster({ dataSource: { backupRef: { name: 'orders-1' } } }, { metadata });
    world.caches.clusters.put(copy);
    world.put(aUsableBackup());
    await world.look();
    world.put({ ...world.backup!, metadata: { ...world.backup!.metadata, deletionTimestamp: '2026-11-23T12:00:00Z' } });
    await world.look();
    await world.look();
    expect(world.backup!.status).toMatchObject({ phase: 'Succeeded', usedBy: ['DatabaseCluster/copy'] });
    expect(world.backup!.status!.message).toContain('DatabaseCluster copy');
    expect(world.events).toEqual(['Normal Recorded', 'Warning InUse']);
    world.caches.clusters.remove(copy);
    await world.look();
    expect(world.backup!.metadata.finalizers).toEqual([]);
  });
});

describe('a backup that somebody says is in a bucket', () => {
  let world: World;
  const spec = { storageRef: { name: 'main' }, existing: { path: PATH } };

  const manifest = serializeManifest({
    cluster: { namespace: 'team-a', name: 'orders', engine: 'postgresql' },
    backup: {
      name: 'orders-nightly',
      path: PATH,
      archive: ARCHIVE,
      backupId: '20261122T115000',
      version: '17.5',
      startedAt: '2026-11-22T11:50:00Z',
      completedAt: '2026-11-22T11:59:00Z',
    },
    clusterSnapshot: { engine: 'postgresql', clusterSize: 5 },
  });

  beforeEach(() => {
    world = new World();
    world.caches.clusters.remove(aDatabaseCluster());
    world.put(aDatabaseBackup({ spec }));
  });

  it('is found with all that we once wrote down of it', async () => {
    world.bucket.put('.dbaas/backups/team-a/orders/orders-nightly-12345678.json', manifest);
    await world.look();
    expect(world.backup!.status).toMatchObject({
      phase: 'Succeeded',
      reason: 'Found',
      origin: 'Discovered',
      engine: 'postgresql',
      version: '17.5',
      storage: 'main',
      archive: ARCHIVE,
      path: PATH,
      backupId: '20261122T115000',
      startedAt: '2026-11-22T11:50:00Z',
      completedAt: '2026-11-22T11:59:00Z',
      recoverableFrom: '2026-11-22T11:59:00Z',
      recoverableTo: '2026-11-22T19:30:00Z',
      clusterSnapshot: { engine: 'postgresql', clusterSize: 5 },
      sizeBytes: 1025,
    });
    expect(world.recorded).toEqual(['True', 'Recorded']);
  });

  it('is found without, by what its engine left there', async () => {
    await world.look();
    expect(world.backup!.status).toMatchObject({
      phase: 'Succeeded',
      engine: 'postgresql',
      version: '17.6',
      recoverableFrom: '2026-11-22T12:00:00Z',
    });
    expect(world.recorded).toEqual(['False', 'NoManifest']);
  });

  it.each([
    { what: 'another path', text: manifest.replaceAll('20261122T115000', '20261121T115000') },
    { what: 'another namespace', text: manifest.replace('"team-a"', '"team-b"') },
    { what: 'nothing that can be understood', text: '{"kind":"BackupManifest"}' },
    { what: 'an empty file', text: '' },
  ])('is not told of by a manifest of $what', async ({ text }) => {
    world.bucket.put('.dbaas/backups/team-a/orders/orders-1-12345678.json', text);
    await world.look();
    expect(world.recorded).toEqual(['False', 'NoManifest']);
  });

  it.each(['.dbaas/backups/team-b/orders/x.json', '.dbaas/backups/team-a/../team-b/x.json', '../../x', ''])(
    'is not led astray by the hint %j',
    async (hint) => {
      world.put(aDatabaseBackup({ spec, metadata: { annotations: { 'dbaas.io/manifest': hint } } }));
      world.bucket.put(hint, manifest);
      await world.look();
      expect(world.recorded).toEqual(['False', 'NoManifest']);
    },
  );

  it.each<{ what: string; change: (changed: World) => unknown }>([
    { what: 'is not there', change: (changed) => changed.bucket.remove(PATH) },
    {
      what: 'was never ended',
      change: (changed) => changed.bucket.put(`${PATH}/backup.info`, 'begun 2026-11-22T12:00:00Z'),
    },
    { what: 'is of another kind', change: (changed) => changed.bucket.put(`${PATH}/backup.info`, '<html>') },
    {
      what: 'lies as no engine here would put it',
      change: (changed) => changed.put(aDatabaseBackup({ spec: { ...spec, existing: { path: 'some/folder' } } })),
    },
  ])('has failed for good where it $what', async ({ change }) => {
    change(world);
    await world.look();
    expect(world.backup!.status).toMatchObject({ phase: 'Failed', reason: 'NotFound', origin: 'Discovered' });
    const asked = world.client.calls.length;
    await world.look();
    expect(world.client.calls).toHaveLength(asked);
  });

  it('takes along what told of it when it is not there', async () => {
    world.bucket.put('.dbaas/backups/team-a/orders/orders-1-12345678.json', manifest).remove(PATH);
    await world.look();
    expect(world.backup!.status!.phase).toBe('Failed');
    expect(world.bucket.names.filter((name) => name.startsWith('.dbaas'))).toEqual([]);
  });

  it('waits for a bucket that cannot be entered, and goes on by itself', async () => {
    world.caches.storages.put(aBackupStorage({}, { status: ready('BucketNotFound', 'False') }));
    await world.look();
    expect(world.backup!.status).toMatchObject({ phase: 'Pending', reason: 'StorageNotReady' });
    expect(world.recorded).toEqual(['False', 'BucketNotFound']);
    world.caches.storages.put(aBackupStorage({}, { status: ready() }));
    world.bucket.trouble = { reason: 'AccessDenied', message: 'No.' };
    await world.look();
    expect(world.recorded).toEqual(['False', 'AccessDenied']);
    world.bucket.trouble = undefined;
    await world.lookAgain();
    expect(world.backup!.status!.phase).toBe('Succeeded');
  });

  it('goes when its data does', async () => {
    await world.look();
    world.bucket.remove(PATH);
    await world.lookAgain();
    expect(world.backup).toBeUndefined();
  });
});
