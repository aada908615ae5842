import { BACKUP_STORAGE, type BackupStorage } from '../../../src/resources/backup-storage/index.js';
import type { DatabaseBackup } from '../../../src/resources/database-backup/index.js';
import { type DatabaseClusterSpec } from '../../../src/resources/database-cluster/index.js';
import { eventually } from '../../harness/eventually.js';
import { BackupBench, PATIENCE_MS, STORAGE } from './backup-bench.js';

const NAMES = ['orders', 'billing'];
const SPECS: Record<string, Partial<DatabaseClusterSpec>> = {
  orders: { clusterSize: 2, config: [{ name: 'work_mem', value: '8MB' }], version: '17.6' },
  billing: { deletionProtection: true },
};

async function isRecorded(bench: BackupBench): Promise<DatabaseBackup[]> {
  return eventually(
    () => bench.backups(),
    (backups) => backups.length > 0 && backups.every((backup) => conditionOf(backup) === 'True'),
    PATIENCE_MS,
  );
}

const conditionOf = ({ status }: DatabaseBackup): string | undefined =>
  status?.conditions?.find(({ type }) => type === 'Recorded')?.status;

it(
  'a wiped Kubernetes cluster and a kept bucket bring every database back with its intent',
  async () => {
    const lost = await BackupBench.start();
    const specs = new Map<string, DatabaseClusterSpec>();
    for (const name of NAMES) {
      const database = await lost.born(name, SPECS[name]);
      await database.write(`row of ${name}`);
      await database.take(`${name}-kept`);
      specs.set(name, (await database.read()).spec);
    }
    await isRecorded(lost);
    const { store } = lost;
    await lost.stop({ keepStore: true });

    const found = await BackupBench.start(store);
    await found.bench.patch(BACKUP_STORAGE, found.key(STORAGE), {
      metadata: { annotations: { 'dbaas.io/discover': '1' } },
    });
    const storage = await eventually(
      () => found.bench.get<BackupStorage>(BACKUP_STORAGE, found.key(STORAGE)),
      ({ status }) => status?.discovery?.request === '1',
      PATIENCE_MS,
    );
    // A first one and one that was asked for, of each.
    expect(storage.status?.discovery).toMatchObject({ found: 4, added: 4 });
    for (const name of NAMES) {
      const backup = await found.database(name).ended(`${name}-kept`);
      expect(backup.status).toMatchObject({ phase: 'Succeeded', origin: 'Discovered', engine: 'postgresql' });
      const { spec } = backup.status!.clusterSnapshot as { spec: DatabaseClusterSpec };
      expect(spec).toEqual(specs.get(name));
      const again = await found.born(name, { ...spec, dataSource: { backupRef: { name: `${name}-kept` } } });
      expect(await again.rows()).toEqual([`row of ${name}`]);
    }
    await found.stop();
  },
  6 * PATIENCE_MS,
);
