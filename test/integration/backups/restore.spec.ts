import { DATABASE_BACKUP } from '../../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { BACKED_UP, BackupBench, PATIENCE_MS, STORAGE } from './backup-bench.js';

let bench: BackupBench;

beforeAll(async () => {
  bench = await BackupBench.start();
}, PATIENCE_MS);

afterAll(() => bench.stop());

const source = { storageRef: { name: STORAGE } };

describe('a database with backups', () => {
  it('has a first one without being asked, and says what one can go back to', async () => {
    const orders = await bench.born('first');
    const { lastSuccessful, recoveryWindow, archive, usableBackups } = await orders.backedUp();
    expect(lastSuccessful?.name).toMatch(/^first-first-/);
    expect(recoveryWindow).toEqual({ earliest: lastSuccessful?.time });
    expect(archive).toMatch(new RegExp(`^${bench.namespace}/first-[0-9a-f]{8}-1-v17$`));
    expect(usableBackups).toBe(1);
    const first = await bench.get(DATABASE_BACKUP, lastSuccessful!.name);
    expect(first.status).toMatchObject({
      phase: 'Succeeded',
      origin: 'Scheduled',
      engine: 'postgresql',
      version: '17.6',
    });
    expect(bench.store.keysIn('backups')).toContain(`${first.status!.path}/backup.info`);
  });
});

describe('going back in place', () => {
  it.each([
    { to: 'a backup', ask: ({ backup }: Past) => ({ backupRef: { name: backup } }), rows: ['a'] },
    { to: 'a moment', ask: ({ moment }: Past) => ({ pointInTime: { time: moment } }), rows: ['a', 'b'] },
    { to: 'the latest moment', ask: () => ({ pointInTime: { latest: true } }), rows: ['a', 'b', 'c'] },
  ])(
    'to $to brings back what was there then, and nothing of what came after',
    async ({ ask, rows }) => {
      const name = `to-${rows.length}`;
      const orders = await bench.born(name);
      await orders.write('a');
      await orders.take(`${name}-kept`);
      const moment = await orders.write('b');
      await orders.write('c');
      const before = { ...(await orders.backedUp()), binding: await orders.binding() };
      const operation = await orders.restore(ask({ backup: `${name}-kept`, moment }));
      expect(operation.status).toMatchObject({ phase: 'Succeeded', reason: 'Observed' });
      expect(await orders.rows()).toEqual(rows);
      expect(await orders.binding()).toEqual(before.binding);
      const after = await orders.backedUp();
      expect(after.archive).toMatch(/-2-v17$/);
      expect(after.recoveryWindow?.gaps).toHaveLength(1);
    },
    2 * PATIENCE_MS,
  );

  interface Past {
    readonly backup: string;
    readonly moment: string;
  }

  it(
    'with a safety backup can be taken back',
    async () => {
      const orders = await bench.born('safe');
      await orders.write('a');
      await orders.take('safe-kept');
      await orders.write('b');
      const there = await orders.restore({ backupRef: { name: 'safe-kept' }, safetyBackup: true });
      expect(there.status?.phase).toBe('Succeeded');
      expect(await orders.rows()).toEqual(['a']);
      const safety = (await bench.backups()).find(
        ({ metadata }) => metadata.labels?.['dbaas.io/operation-uid'] === there.metadata.uid,
      );
      const back = await orders.restore({ backupRef: { name: safety!.metadata.name } });
      expect(back.status?.phase).toBe('Succeeded');
      expect(await orders.rows()).toEqual(['a', 'b']);
    },
    2 * PATIENCE_MS,
  );

  it('is refused to a moment out of the window, which the answer names', async () => {
    const orders = await bench.born('window');
    const { recoveryWindow } = await orders.backedUp();
    const answer = await bench.request('POST', 'clusters/window/operations', {
      spec: { type: 'Restore', restore: { pointInTime: { time: '2020-01-01T00:00:00Z' } } },
    });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      expect.objectContaining({
        pointer: '/spec/restore/pointInTime/time',
        message: expect.stringContaining(`possible is from ${recoveryWindow!.earliest} to`),
      }),
    ]);
    expect(await orders.rows()).toEqual([]);
  });
});

describe('a new database', () => {
  it(
    'is filled from a backup, from another database, and from a place in the bucket',
    async () => {
      const orders = await bench.born('origin');
      await orders.write('a');
      const kept = await orders.take('origin-kept');
      const moment = await orders.write('b');
      await orders.write('c');
      const sources = [
        { dataSource: { backupRef: { name: 'origin-kept' } }, rows: ['a'] },
        { dataSource: { clusterRef: { name: 'origin' }, pointInTime: { time: moment } }, rows: ['a', 'b'] },
        { dataSource: { storage: { ...source, path: kept.status!.path! } }, rows: ['a'] },
        { dataSource: { storage: { ...source, path: kept.status!.archive! } }, rows: ['a', 'b', 'c'] },
      ];
      for (const [index, { dataSource, rows }] of sources.entries()) {
        const copy = await bench.born(`copy-${index}`, { ...BACKED_UP, dataSource });
        expect(await copy.rows()).toEqual(rows);
        await copy.write('own');
      }
      expect(await orders.rows()).toEqual(['a', 'b', 'c']);
    },
    3 * PATIENCE_MS,
  );
});

it(
  'takes a last backup before it goes, and can be made again from it',
  async () => {
    const orders = await bench.born('leaving', { deletionPolicy: 'BackupThenDelete' });
    await orders.write('a');
    await bench.bench.client.delete(DATABASE_CLUSTER, orders.key);
    await bench.bench.gone(DATABASE_CLUSTER, orders.key);
    const last = (await bench.backups()).find(({ metadata }) => metadata.name.startsWith('leaving-last-'));
    expect(last?.status?.phase).toBe('Succeeded');
    const again = await bench.born('leaving', { dataSource: { backupRef: { name: last!.metadata.name } } });
    expect(await again.rows()).toEqual(['a']);
  },
  2 * PATIENCE_MS,
);

it(
  'keeps the data while the last backup cannot be taken',
  async () => {
    const orders = await bench.born('stuck', { deletionPolicy: 'BackupThenDelete' });
    const { lastSuccessful } = await orders.backedUp();
    bench.store.refusals.set('PUT', 'AccessDenied');
    await bench.bench.client.delete(DATABASE_CLUSTER, orders.key);
    const held = await bench.bench.until(
      orders.key,
      ({ status }) => /The data is kept/.test(status?.message ?? ''),
      PATIENCE_MS,
    );
    expect(held.status?.phase).toBe('Deleting');
    expect(lastSuccessful).toBeDefined();
    bench.store.refusals.delete('PUT');
    const failed = (await bench.backups()).find(({ metadata }) => metadata.name.startsWith('stuck-last-'));
    await bench.bench.client.delete(DATABASE_BACKUP, bench.key(failed!.metadata.name));
    await eventually(
      () => bench.bench.find(DATABASE_CLUSTER, orders.key),
      (found) => found === undefined,
      PATIENCE_MS,
    );
  },
  2 * PATIENCE_MS,
);
