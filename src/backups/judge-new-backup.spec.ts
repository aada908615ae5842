import { aBackupStorage } from '../../test/builders/backup-storage.js';
import { aBackupWorld, aDatabaseBackup } from '../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../test/builders/database-cluster.js';
import type { DatabaseBackupSpec } from '../resources/database-backup/index.js';
import type { DatabaseClusterSpec } from '../resources/database-cluster/index.js';
import { problemsOfItsStorage, problemsOfNewBackup } from './judge-new-backup.js';

const ready = { type: 'Ready', status: 'True' as const, reason: 'Probed', message: '', lastTransitionTime: '' };
const main = aBackupStorage({}, { status: { conditions: [ready] } });
const other = aBackupStorage({}, { metadata: { name: 'other' }, status: { conditions: [ready] } });
const world = aBackupWorld({ storages: [main, aBackupStorage({}, { metadata: { name: 'untried' } }), other] });
const offered = { types: ['Full'], pointInTime: 'Always' as const, retention: [] };
const WITH_BACKUPS = { backup: { storageRef: { name: 'main' } } };

const pathsOf = (spec: Partial<DatabaseBackupSpec>, wanted: Partial<DatabaseClusterSpec> = WITH_BACKUPS): string[] => {
  const [backup, cluster] = [aDatabaseBackup({ spec }), aDatabaseCluster(wanted)];
  const errors = [...problemsOfNewBackup(backup, cluster, offered), ...problemsOfItsStorage(backup, cluster, world)];
  return errors.map(({ path }) => path.join('.'));
};

describe('a backup that is asked for', () => {
  it.each<{ what: string; spec?: Partial<DatabaseBackupSpec>; cluster?: Partial<DatabaseClusterSpec>; path: string }>([
    { what: 'of a database without backups', cluster: {}, path: 'spec.clusterRef.name' },
    { what: 'into another storage', spec: { storageRef: { name: 'other' } }, path: 'spec.storageRef.name' },
    {
      what: 'while its storage cannot be used',
      cluster: { backup: { storageRef: { name: 'untried' } } },
      path: 'spec.clusterRef.name',
    },
    {
      what: 'into a storage that cannot be used',
      spec: { storageRef: { name: 'untried' } },
      cluster: { backup: { storageRef: { name: 'untried' } } },
      path: 'spec.storageRef.name',
    },
    { what: 'of a type that the engine lacks', spec: { type: 'Snapshot' as 'Full' }, path: 'spec.type' },
  ])('is refused $what', ({ spec = {}, cluster, path }) => {
    expect(pathsOf(spec, cluster)).toEqual([path]);
  });

  it.each<Partial<DatabaseBackupSpec>>([{}, { storageRef: { name: 'main' } }, { type: 'Full' }])(
    'is fine: %j',
    (spec) => {
      expect(pathsOf(spec)).toEqual([]);
    },
  );

  it('needs but its bucket where it is there already', () => {
    const problemsIn = (name: string): number =>
      problemsOfItsStorage(aDatabaseBackup({ spec: { storageRef: { name } } }), undefined, world).length;
    expect([problemsIn('main'), problemsIn('untried'), problemsIn('nowhere')]).toEqual([0, 1, 1]);
  });
});
