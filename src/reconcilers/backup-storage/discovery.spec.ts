import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aDatabaseBackup } from '../../../test/builders/database-backup.js';
import { refusing } from '../../../test/builders/kube-error.js';
import { aReconcileContext } from '../../../test/builders/reconcile-context.js';
import { BackupCaches } from '../../../test/doubles/backup-caches.js';
import { MemoryBucket } from '../../../test/doubles/memory-bucket.js';
import { ScriptedKubeClient } from '../../../test/doubles/scripted-kube-client.js';
import { serializeManifest, type BackupManifest } from '../../backups/index.js';
import type { BackupStorage, StorageDiscovery } from '../../resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../resources/database-backup/index.js';
import { discover, unansweredSearch } from './discovery.js';

const FOLDER = '.dbaas/backups/team-a/orders';

function aManifest(n: number, changes: Partial<BackupManifest['backup']> = {}): string {
  const archive = 'team-a/orders-1a2b3c4d-1-v17';
  const backupId = `2026112${n}T115000`;
  return serializeManifest({
    cluster: { namespace: 'team-a', name: 'orders', engine: 'postgresql' },
    backup: { name: `orders-${n}`, path: `${archive}/base/${backupId}`, archive, backupId, ...changes },
  });
}

describe('a search for backups', () => {
  let caches: BackupCaches;
  let bucket: MemoryBucket;
  let client: ScriptedKubeClient;
  const storage = aBackupStorage();

  beforeEach(() => {
    caches = new BackupCaches();
    bucket = new MemoryBucket();
    client = new ScriptedKubeClient({
      create: ({ body, key }) => {
        if (caches.backups.store.get(key!)) refusing('AlreadyExists')();
        const { metadata, ...rest } = body as DatabaseBackup;
        const made = { ...rest, metadata: { ...metadata, uid: `uid-${metadata.name}` } };
        caches.backups.put(made);
        return made;
      },
    });
  });

  const search = (): Promise<StorageDiscovery> => {
    const parts = { client, caches: caches.asCaches, visits: bucket, now: () => new Date('2026-11-23T12:00:00Z') };
    return discover(storage, 'please', parts, aReconcileContext());
  };

  const names = (): string[] => caches.backups.store.list().map(({ metadata }) => metadata.name);

  it('makes a backup of whatever is told of there, under its own name', async () => {
    bucket.put(`${FOLDER}/orders-1-aaaaaaaa.json`, aManifest(1)).put(`${FOLDER}/orders-2-bbbbbbbb.json`, aManifest(2));
    expect(await search()).toEqual({ request: 'please', time: '2026-11-23T12:00:00Z', found: 2, added: 2 });
    expect(caches.backups.store.get({ namespace: 'team-a', name: 'orders-1' })).toMatchObject({
      metadata: { annotations: { 'dbaas.io/manifest': `${FOLDER}/orders-1-aaaaaaaa.json` } },
      spec: {
        clusterRef: { name: 'orders' },
        storageRef: { name: 'main' },
        existing: { path: 'team-a/orders-1a2b3c4d-1-v17/base/20261121T115000' },
      },
    });
  });

  it('adds nothing the second time', async () => {
    bucket.put(`${FOLDER}/orders-1-aaaaaaaa.json`, aManifest(1));
    await search();
    expect(await search()).toMatchObject({ found: 1, added: 0 });
    expect(names()).toEqual(['orders-1']);
  });

  it('knows what was taken here by its place', async () => {
    bucket.put(`${FOLDER}/moved-1-aaaaaaaa.json`, aManifest(1));
    const path = 'team-a/orders-1a2b3c4d-1-v17/base/20261121T115000';
    caches.backups.put(aDatabaseBackup({ name: 'another', status: { storage: 'main', path } }));
    expect(await search()).toMatchObject({ found: 1, added: 0 });
  });

  it('gives one whose name is taken another, and the same one each time', async () => {
    caches.backups.put(aDatabaseBackup({ name: 'orders-1', status: { storage: 'other' } }));
    bucket.put(`${FOLDER}/orders-1-aaaaaaaa.json`, aManifest(1));
    expect(await search()).toMatchObject({ found: 1, added: 1 });
    expect(names()[1]).toMatch(/^orders-1-[0-9a-f]{8}$/);
    expect(await search()).toMatchObject({ found: 1, added: 0 });
  });

  it('finds another name where a cache was a moment behind', async () => {
    const create = client.create.bind(client);
    let isFirst = true;
    client.create = (...given) => {
      if (!isFirst) return create(...given);
      isFirst = false;
      return Promise.resolve().then(refusing('AlreadyExists'));
    };
    bucket.put(`${FOLDER}/orders-1-aaaaaaaa.json`, aManifest(1));
    expect(await search()).toMatchObject({ added: 1 });
    expect(names()[0]).toMatch(/^orders-1-[0-9a-f]{8}$/);
  });

  it('makes one of a place that several tell of', async () => {
    bucket.put(`${FOLDER}/a-aaaaaaaa.json`, aManifest(1)).put(`${FOLDER}/b-aaaaaaaa.json`, aManifest(1));
    expect(await search()).toMatchObject({ added: 1 });
  });

  it('keeps to its own namespace', async () => {
    bucket.put('.dbaas/backups/team-b/orders/orders-1-aaaaaaaa.json', aManifest(1));
    expect(await search()).toMatchObject({ found: 0, added: 0 });
  });

  it.each<{ what: string; text: string }>([
    { what: 'is nothing of ours', text: 'hello' },
    { what: 'is too large', text: aManifest(1) + ' '.repeat(600 * 1024) },
    { what: 'climbs', text: aManifest(1, { path: 'team-a/orders-1a2b3c4d-1-v17/../../team-b/base/20261121T115000' }) },
    { what: 'says another id than its path', text: aManifest(1, { backupId: '20261129T115000' }) },
    {
      what: 'lies where its engine puts nothing',
      text: aManifest(1, { path: 'team-a/orders-1a2b3c4d-1-v17/elsewhere' }),
    },
    { what: 'is of an engine that is not installed', text: aManifest(1).replace('"postgresql"', '"dbase"') },
    { what: 'is of another namespace', text: aManifest(1).replace('"namespace": "team-a"', '"namespace": "team-b"') },
  ])('leaves out what $what, and says so', async ({ text }) => {
    bucket.put(`${FOLDER}/bad.json`, text).put(`${FOLDER}/orders-2-bbbbbbbb.json`, aManifest(2));
    const message = '1 left out that could not be understood.';
    expect(await search()).toMatchObject({ found: 1, added: 1, message });
    expect(names()).toEqual(['orders-2']);
  });

  it('reads the newest thousand, and says how many are older', async () => {
    for (let n = 0; n < 1_002; n += 1) bucket.put(`${FOLDER}/${n}.json`, 'x', '2026-01-01T00:00:00Z');
    bucket.put(`${FOLDER}/newest.json`, aManifest(1), '2026-11-23T00:00:00Z');
    const { found, added, message } = await search();
    expect([found, added]).toEqual([1, 1]);
    expect(message).toContain('3 older ones left out');
  });

  it('says why when the bucket cannot be entered', async () => {
    bucket.trouble = { reason: 'AccessDenied', message: 'Grant listing.' };
    expect(await search()).toMatchObject({ found: 0, added: 0, message: 'AccessDenied: Grant listing.' });
  });
});

describe('the wish for a search', () => {
  const asking = (discover: string, answered?: string): BackupStorage =>
    aBackupStorage(
      {},
      {
        metadata: { annotations: { 'dbaas.io/discover': discover } },
        status: answered ? { discovery: { request: answered, time: '2026-11-23T12:00:00Z', found: 0, added: 0 } } : {},
      },
    );

  it.each([
    { what: 'a first one', storage: asking('1'), expected: '1' },
    { what: 'another one', storage: asking('2', '1'), expected: '2' },
    { what: 'one that was answered', storage: asking('1', '1'), expected: undefined },
    { what: 'none', storage: aBackupStorage(), expected: undefined },
    { what: 'an endless one', storage: asking('x'.repeat(500), 'x'.repeat(128)), expected: undefined },
  ])('is seen: $what', ({ storage, expected }) => {
    expect(unansweredSearch(storage)).toBe(expected);
  });
});
