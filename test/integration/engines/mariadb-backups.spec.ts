import { MARIADB } from '../../../src/providers/mariadb/upstream.js';
import { PERSISTENT_VOLUME_CLAIM, SECRET } from '../../../src/kube/meta/index.js';
import { DATABASE_BACKUP } from '../../../src/resources/database-backup/index.js';
import { DATABASE_CLUSTER } from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { BackupBench, PATIENCE_MS, type BackedUpDatabase } from '../backups/backup-bench.js';
import { raw } from '../clusters/bench.js';

const ENGINE = 'mariadb';
const FAIL = 'sandbox.dbaas.io/fail';
const RUN_MS = 3 * PATIENCE_MS;
const SPEC = { engine: ENGINE, version: '11.8.2', clusterSize: 3, storage: { size: '1Gi' } } as const;

let bench: BackupBench;
let shop: BackedUpDatabase;

/** One database for the whole file: what one case leaves is what the next begins with. */
beforeAll(async () => {
  bench = await BackupBench.start();
  await bench.bench.installed(ENGINE);
  shop = await bench.born('shop', SPEC);
}, RUN_MS);

afterAll(() => bench.stop());

const order = ({ key }: BackedUpDatabase, failure: string): Promise<unknown> =>
  bench.bench.patch(MARIADB, key, { metadata: { annotations: { [FAIL]: failure } } });
const rootOf = async (name: string): Promise<unknown> =>
  raw(await bench.bench.get(SECRET, bench.key(`${name}-root`))).data.root;

describe('a MariaDB with backups', () => {
  it(
    'has a file for each in the folder of its life, and says when it fails without a word from the operator',
    async () => {
      await shop.write('a');
      const { status } = await shop.take('kept');
      expect([status?.phase, status?.backupId]).toEqual([
        'Succeeded',
        expect.stringMatching(/^physicalbackup-\d{14}\.xb\.gz$/),
      ]);
      expect(status?.archive).toMatch(/^[^/]+\/shop-[0-9a-f]{8}-1-v11\.8$/);
      expect(bench.store.keysIn('backups')).toContain(status?.path);
      await eventually(
        () => bench.get(DATABASE_BACKUP, 'kept'),
        (backup) => (backup.status?.sizeBytes ?? 0) > 0,
      );
      await order(shop, 'backup');
      expect((await shop.take('broken')).status).toMatchObject({
        phase: 'Failed',
        message: expect.stringContaining('PhysicalBackup broken'),
      });
      await order(shop, '');
    },
    RUN_MS,
  );

  it('goes back to backups alone, and says so of a moment', async () => {
    const restore = { pointInTime: { time: new Date().toISOString() } };
    await expect(shop.restore(restore)).rejects.toThrow(/go back to their backups alone: name one by backupRef/);
  });

  it(
    'is born anew when it goes back: other volumes, another folder, and the same password of root',
    async () => {
      await shop.write('b');
      const claim = { ...shop.key, name: 'storage-shop-0' };
      const before = await bench.bench.get(PERSISTENT_VOLUME_CLAIM, claim);
      const root = await rootOf('shop');
      const { status } = await shop.restore({ backupRef: { name: 'kept' } });
      expect([status?.phase, status?.message]).toEqual([
        'Succeeded',
        'The data is back, and its first backup has succeeded.',
      ]);
      expect(await shop.rows()).toEqual(['a']);
      expect((await bench.bench.get(PERSISTENT_VOLUME_CLAIM, claim)).metadata.uid).not.toBe(before.metadata.uid);
      expect(await rootOf('shop')).toBe(root);
      expect((await shop.read()).status?.backup?.archive).toMatch(/-2-v11\.8$/);
    },
    RUN_MS,
  );

  it(
    'fills another by the path of a backup, with the password of root that comes with the data; both go without a trace',
    async () => {
      const { status } = await bench.get(DATABASE_BACKUP, 'kept');
      const copy = await bench.born('copy', {
        ...SPEC,
        version: undefined,
        clusterSize: 1,
        dataSource: { storage: { storageRef: { name: 'main' }, path: status!.path! } },
      });
      expect(await copy.rows()).toEqual(['a']);
      expect(await rootOf('copy')).toBe(await rootOf('shop'));
      for (const { key } of [copy, shop]) {
        await bench.bench.client.delete(DATABASE_CLUSTER, key);
        await bench.bench.gone(DATABASE_CLUSTER, key);
      }
      const kinds = [MARIADB, PERSISTENT_VOLUME_CLAIM, SECRET];
      const left = await Promise.all(kinds.map((type) => bench.bench.names(type, bench.namespace)));
      expect(left).toEqual([[], [], ['keys']]);
    },
    RUN_MS,
  );
});
