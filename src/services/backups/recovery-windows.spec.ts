import { aBackupDriver } from '../../../test/builders/backup-driver.js';
import { aBackupWorld, aUsableBackup } from '../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aProvider } from '../../../test/builders/provider.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import type { ClusterCaches } from '../../caches/index.js';
import { ProviderRegistry } from '../../providers/contract/index.js';
import type { ClusterBackupStatus, DatabaseCluster } from '../../resources/database-cluster/index.js';
import type { BackupAccess } from './backup-access.js';
import { RecoveryWindows, type RecoverableMoments } from './recovery-windows.js';

const ann = { username: 'ann', groups: [] };
const NOW = '2026-11-23T12:00:00Z';
const ARCHIVE = 'team-a/orders-1a2b3c4d-1-v17';
const WRITING: ClusterBackupStatus = { storage: 'main', archive: ARCHIVE };

const writing = (backup: ClusterBackupStatus): DatabaseCluster => aDatabaseCluster({}, { status: { backup } });

async function windowOf(
  cluster: DatabaseCluster,
  { at = NOW, isListed = true, backups = [aUsableBackup()] } = {},
): Promise<RecoverableMoments> {
  const caches: Partial<ClusterCaches> = {
    backupWorld: () => aBackupWorld({ backups, clusters: [cluster] }),
    providers: new ProviderRegistry([aProvider({ backups: aBackupDriver() })]),
  };
  const access: Partial<BackupAccess> = { mayList: async () => isListed };
  const clock = Object.assign(new ManualClock(), { now: () => new Date(at) });
  return new RecoveryWindows(caches as ClusterCaches, access as BackupAccess, clock).of(ann, cluster);
}

describe('RecoveryWindows', () => {
  it('reaches to what the engine has surely shipped, while the log follows', async () => {
    const window = await windowOf(writing(WRITING));
    expect(window).toMatchObject({ earliest: '2026-11-22T12:00:00Z', latest: '2026-11-23T11:55:00Z', gaps: [] });
    expect(window.basedOn.map(({ metadata }) => metadata.name)).toEqual(['orders-1']);
  });

  it('never ends before it begins', async () => {
    expect(await windowOf(writing(WRITING), { at: '2026-11-22T12:01:00Z' })).toMatchObject({
      earliest: '2026-11-22T12:00:00Z',
      latest: '2026-11-22T12:00:00Z',
    });
  });

  it('ends where the log ends', async () => {
    const logFailingSince = '2026-11-23T09:00:00Z';
    expect(await windowOf(writing({ ...WRITING, logFailingSince }))).toMatchObject({ latest: logFailingSince });
    expect(await windowOf(aDatabaseCluster())).toMatchObject({ latest: '2026-11-22T12:00:00Z' });
  });

  it('is none without backups', async () => {
    expect(await windowOf(writing(WRITING), { backups: [] })).toEqual({ gaps: [], basedOn: [] });
  });

  it('names no backups to who may not list them', async () => {
    const window = await windowOf(writing(WRITING), { isListed: false });
    expect([window.earliest, window.basedOn]).toEqual(['2026-11-22T12:00:00Z', []]);
  });
});
