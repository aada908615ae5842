import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aBackupWorld, aDatabaseBackup } from '../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import type { ClusterCaches } from '../../caches/index.js';
import { BackupSight, type References, type SightRights } from './backup-sight.js';

const ann = { username: 'ann', groups: [] };
const everything = aBackupWorld({
  backups: [aDatabaseBackup({ name: 'orders-1' })],
  clusters: [aDatabaseCluster()],
  storages: [aBackupStorage(), aBackupStorage({}, { metadata: { name: 'spare' } })],
});

describe('BackupSight', () => {
  /** What is left of the world to a caller who may get these, by kind and name. */
  const seenWith = async (rights: readonly string[], references: References): Promise<string[]> => {
    const mayGet = (kind: string) => ({
      mayGet: async (_caller: unknown, { name }: { name: string }) => rights.includes(`${kind}/${name}`),
    });
    const access = { backups: mayGet('backup'), clusters: mayGet('cluster'), storages: mayGet('storage') };
    const caches: Partial<ClusterCaches> = { backupWorld: () => everything };
    const sight = new BackupSight(caches as ClusterCaches, access as unknown as SightRights);
    const world = await sight.seenBy(ann, 'team-a', references);
    const seen = [world.backup('orders-1'), world.cluster('orders'), world.storage('main'), world.storage('spare')];
    const names = seen.map((object) => object?.metadata.name).filter((name) => name !== undefined);
    return [...names, ...world.backupsOf('orders').map(({ metadata }) => `orders: ${metadata.name}`)];
  };

  it('hides of what is named whatever the caller may not get, and of a cluster its backups', async () => {
    const named = { backup: 'orders-1', cluster: 'orders', storages: ['main', undefined] };
    expect(await seenWith([], named)).toEqual(['spare']);
    expect(await seenWith(['storage/main', 'cluster/orders'], named)).toEqual([
      'orders',
      'main',
      'spare',
      'orders: orders-1',
    ]);
    expect(await seenWith(['backup/orders-1'], { backup: 'orders-1' })).toContain('orders-1');
  });

  it('asks for no right to what is not named', async () => {
    expect(await seenWith([], {})).toEqual(['orders-1', 'orders', 'main', 'spare', 'orders: orders-1']);
  });
});
