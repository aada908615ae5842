import { aBackupStorage } from '../../../test/builders/backup-storage.js';
import { aBackupDriver } from '../../../test/builders/backup-driver.js';
import { aBackupWorld, aDatabaseBackup, aUsableBackup } from '../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../../test/builders/database-engine.js';
import { aProvider } from '../../../test/builders/provider.js';
import { ManualClock } from '../../../test/doubles/manual-clock.js';
import { ProviderRegistry } from '../../providers/contract/index.js';
import type { BackupStorage } from '../../resources/backup-storage/index.js';
import type { DatabaseClusterSpec } from '../../resources/database-cluster/index.js';
import type { BackupSight, References } from '../backups/backup-sight.js';
import { ClusterReferences } from './cluster-references.js';

const ann = { username: 'ann', groups: [] };
const ready = { type: 'Ready', status: 'True' as const, reason: 'Probed', message: '', lastTransitionTime: '' };
const main = aBackupStorage({}, { status: { conditions: [ready] } });
const untried = aBackupStorage({}, { metadata: { name: 'untried' } });
const broken = aBackupStorage(
  {},
  {
    metadata: { name: 'broken' },
    status: { conditions: [{ ...ready, status: 'False', message: 'The bucket is full.' }] },
  },
);
const foreign = aBackupStorage({ type: 'GCS' }, { metadata: { name: 'foreign' } });
/** Reads no buckets of one kind. */
const driver = {
  ...aBackupDriver(),
  refuseStorage: ({ spec }: BackupStorage) => (spec.type === 'GCS' ? 'The engine reads no such bucket.' : undefined),
};
const world = aBackupWorld({
  storages: [main, untried, broken, foreign],
  backups: [aUsableBackup({ name: 'good' }), aDatabaseBackup({ name: 'pending' })],
});

describe('what a cluster refers to', () => {
  let asked: References[];

  const problemsOf = (
    spec: Partial<DatabaseClusterSpec>,
    previous?: Partial<DatabaseClusterSpec>,
  ): Promise<unknown> => {
    asked = [];
    const seenBy = async (_caller: unknown, _namespace: string, references: References): Promise<typeof world> => {
      asked.push(references);
      return world;
    };
    const rules = {
      providers: new ProviderRegistry([aProvider({ backups: driver })]),
      engineNamed: () => aDatabaseEngine(),
    };
    const clock = Object.assign(new ManualClock(), { now: () => new Date('2026-11-23T12:00:00Z') });
    const references = new ClusterReferences({ seenBy } as Partial<BackupSight> as BackupSight, rules, clock);
    return references.problemsOf(ann, aDatabaseCluster(spec), previous && aDatabaseCluster(previous));
  };

  it.each<{ what: string; spec: Partial<DatabaseClusterSpec>; pointer: string; says: string }>([
    {
      what: 'a storage that is not there',
      spec: { backup: { storageRef: { name: 'nowhere' } } },
      pointer: '/spec/backup/storageRef/name',
      says: 'no BackupStorage "nowhere"',
    },
    {
      what: 'a storage that was found to be of no use',
      spec: { backup: { storageRef: { name: 'broken' } } },
      pointer: '/spec/backup/storageRef/name',
      says: 'The bucket is full.',
    },
    {
      what: 'a storage that its engine cannot use, whether it was tried or not',
      spec: { backup: { storageRef: { name: 'foreign' } } },
      pointer: '/spec/backup/storageRef/name',
      says: 'reads no such bucket',
    },
    {
      what: 'a backup that is not there',
      spec: { dataSource: { backupRef: { name: 'nobody' } } },
      pointer: '/spec/dataSource/backupRef/name',
      says: 'there is no DatabaseBackup',
    },
    {
      what: 'a backup that has not succeeded',
      spec: { dataSource: { backupRef: { name: 'pending' } } },
      pointer: '/spec/dataSource/backupRef/name',
      says: 'it is Pending',
    },
    {
      what: 'a moment before the first backup, and names the moments there are',
      spec: { dataSource: { clusterRef: { name: 'orders' }, pointInTime: { time: '2026-11-20T00:00:00Z' } } },
      pointer: '/spec/dataSource/pointInTime/time',
      says: 'possible is from 2026-11-22T12:00:00Z',
    },
    {
      what: 'a place in a storage that is not there',
      spec: { dataSource: { storage: { storageRef: { name: 'nowhere' }, path: 'team-a/orders' } } },
      pointer: '/spec/dataSource',
      says: 'no BackupStorage "nowhere"',
    },
  ])('is refused for $what', async ({ spec, pointer, says }) => {
    expect(await problemsOf(spec)).toEqual([
      expect.objectContaining({ pointer, message: expect.stringContaining(says) }),
    ]);
  });

  it('is waited for where nobody has tried a storage yet', async () => {
    expect(await problemsOf({ backup: { storageRef: { name: 'untried' } } })).toEqual([]);
  });

  it('is asked for as the caller sees it', async () => {
    const backup = { storageRef: { name: 'main' } };
    expect(await problemsOf({ backup, dataSource: { backupRef: { name: 'good' } } })).toEqual([]);
    expect(asked).toEqual([{ backup: 'good', cluster: undefined, storages: ['main', undefined] }]);
  });

  it('is left to the schema where a source names nothing', async () => {
    expect(await problemsOf({ dataSource: {} })).toEqual([]);
    expect(await problemsOf({ dataSource: { pointInTime: { latest: true } } })).toEqual([]);
  });

  it('is looked at once: what was there before keeps nobody from other changes', async () => {
    const spec = { backup: { storageRef: { name: 'untried' } }, dataSource: { backupRef: { name: 'nobody' } } };
    expect(await problemsOf({ ...spec, clusterSize: 5 }, spec)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await problemsOf({ backup: { storageRef: { name: 'nowhere' } } }, spec)).toHaveLength(1);
  });
});
