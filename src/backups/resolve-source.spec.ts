import { aBackupStorage } from '../../test/builders/backup-storage.js';
import { aDatabaseBackup, aBackupWorld, aUsableBackup } from '../../test/builders/database-backup.js';
import { aClusterThatRan, aDatabaseCluster } from '../../test/builders/database-cluster.js';
import { aDatabaseEngine } from '../../test/builders/database-engine.js';
import { aBackupDriver } from '../../test/builders/backup-driver.js';
import { aProvider } from '../../test/builders/provider.js';
import type { Condition } from '../kube/meta/index.js';
import { formatFieldError } from '../kube/schema/index.js';
import type { Provider, ResolvedSource } from '../providers/contract/index.js';
import type { DatabaseCluster, DataSource } from '../resources/database-cluster/index.js';
import { resolveReturn, resolveSource, type SourceInput, type SourceVerdict } from './resolve-source.js';

const ARCHIVE = 'team-a/orders-1a2b3c4d-1-v17';
const NOON = '2026-11-22T12:00:00Z';
const aCondition = (type: string, status: 'True' | 'False', reason: string, message = ''): Condition => ({
  type,
  status,
  reason,
  message,
  lastTransitionTime: NOON,
});
const READY = { status: { conditions: [aCondition('Ready', 'True', 'Probed')] } };
const BROKEN = { status: { conditions: [aCondition('Ready', 'False', 'AccessDenied', 'Denied.')] } };

const PROVIDER = aProvider({
  backups: aBackupDriver({
    refuseVersion: (version) => (version.startsWith('16') ? 'it is of another major version' : undefined),
  }),
});

const named = (name: string, cluster: DatabaseCluster): DatabaseCluster => ({
  ...cluster,
  metadata: { ...cluster.metadata, name },
});
const orders = aClusterThatRan({}, { backup: { storage: 'main', archive: ARCHIVE } });
const OF_OTHERS = { clusterRef: { name: 'others' } };
const WORLD = {
  storages: [aBackupStorage({}, READY), aBackupStorage({}, { ...BROKEN, metadata: { name: 'broken' } })],
  clusters: [orders, named('events', aDatabaseCluster({ engine: 'kafka' }))],
  backups: [
    aUsableBackup({ name: 'noon' }),
    aUsableBackup({ name: 'old', status: { version: '16.4' } }),
    aUsableBackup({ name: 'lost', status: { conditions: [aCondition('Recorded', 'False', 'NotFound')] } }),
    aUsableBackup({ name: 'foreign', status: { engine: 'mongodb' } }),
    aUsableBackup({ name: 'unreachable', spec: OF_OTHERS, status: { storage: 'broken' } }),
    aUsableBackup({ name: 'homeless', spec: OF_OTHERS, status: { storage: 'gone' } }),
    aDatabaseBackup({ name: 'failed', status: { phase: 'Failed', message: 'The bucket is full.' } }),
    aDatabaseBackup({ name: 'new' }),
  ],
};

function input(provider: Provider = PROVIDER): SourceInput {
  return {
    cluster: aDatabaseCluster(),
    catalogue: aDatabaseEngine(),
    provider,
    world: aBackupWorld({ ...WORLD, backups: WORLD.backups.filter(({ metadata }) => metadata.name !== 'old') }),
    now: new Date('2026-11-23T12:00:00Z'),
    at: ['spec', 'dataSource'],
  };
}

const told = (verdict: SourceVerdict): ResolvedSource['source'] | string =>
  'resolved' in verdict ? verdict.resolved.source : formatFieldError(verdict.problem);

describe('a source', () => {
  it.each<{ what: string; source: DataSource; means: ResolvedSource['source'] }>([
    {
      what: 'a backup is the state at its end',
      source: { backupRef: { name: 'noon' } },
      means: { storage: 'main', archive: ARCHIVE, backupId: '20261122T115000' },
    },
    {
      what: 'a backup and a moment begin with that backup',
      source: { backupRef: { name: 'noon' }, pointInTime: { time: '2026-11-22T13:00:00Z' } },
      means: { storage: 'main', archive: ARCHIVE, backupId: '20261122T115000', time: '2026-11-22T13:00:00Z' },
    },
    {
      what: 'a backup and the latest moment go as far as its log',
      source: { backupRef: { name: 'noon' }, pointInTime: { latest: true } },
      means: { storage: 'main', archive: ARCHIVE },
    },
    {
      what: 'a cluster is its latest state',
      source: { clusterRef: { name: 'orders' } },
      means: { storage: 'main', archive: ARCHIVE },
    },
    {
      what: 'a cluster and a moment leave the choice of the backup to the engine',
      source: { clusterRef: { name: 'orders' }, pointInTime: { time: '2026-11-23T11:00:00Z' } },
      means: { storage: 'main', archive: ARCHIVE, time: '2026-11-23T11:00:00Z' },
    },
    {
      what: 'a path of a backup is that backup',
      source: { storage: { storageRef: { name: 'main' }, path: 'x/y/base/42' } },
      means: { storage: 'main', archive: 'x/y', backupId: '42' },
    },
    {
      what: 'another path is all that there is',
      source: { storage: { storageRef: { name: 'main' }, path: 'x/y' }, pointInTime: { time: NOON } },
      means: { storage: 'main', archive: 'x/y', time: NOON },
    },
  ])('$what', ({ source, means }) => {
    expect(told(resolveSource(source, input()))).toEqual(means);
  });

  it.each<{ mistake: string; source: DataSource; says: string }>([
    {
      mistake: 'an unknown backup',
      source: { backupRef: { name: 'nope' } },
      says: 'spec.dataSource.backupRef.name: Invalid value: "nope": there is no DatabaseBackup of this name in the namespace',
    },
    {
      mistake: 'a backup that failed',
      source: { backupRef: { name: 'failed' } },
      says: 'it is Failed, and only one that has succeeded can be restored. The bucket is full.',
    },
    { mistake: 'a backup that nobody took yet', source: { backupRef: { name: 'new' } }, says: 'it is Pending' },
    {
      mistake: 'a backup of another engine',
      source: { backupRef: { name: 'foreign' } },
      says: 'it is a backup of mongodb, and this database is of postgresql',
    },
    {
      mistake: 'a backup whose data is gone',
      source: { backupRef: { name: 'lost' } },
      says: 'its data is not in the bucket any more',
    },
    {
      mistake: 'a storage that cannot be entered',
      source: { backupRef: { name: 'unreachable' } },
      says: 'The BackupStorage "broken" cannot be used: Denied.',
    },
    {
      mistake: 'a storage that is gone',
      source: { backupRef: { name: 'homeless' } },
      says: 'There is no BackupStorage "gone" in the namespace.',
    },
    {
      mistake: 'a moment before the backup',
      source: { backupRef: { name: 'noon' }, pointInTime: { time: '2026-11-22T11:00:00Z' } },
      says: 'spec.dataSource.pointInTime.time: Invalid value: "2026-11-22T11:00:00Z": there is no way back to it: possible is from 2026-11-22T12:00:00Z to a few minutes ago',
    },
    {
      mistake: 'a moment to come',
      source: { clusterRef: { name: 'orders' }, pointInTime: { time: '2026-11-24T00:00:00Z' } },
      says: 'lies in the future',
    },
    {
      mistake: 'a cluster of another engine',
      source: { clusterRef: { name: 'events' } },
      says: 'spec.dataSource.clusterRef.name: Invalid value: "events": it is of kafka, and this database is of postgresql',
    },
    {
      mistake: 'a cluster without backups',
      source: { clusterRef: { name: 'nobody' } },
      says: '"nobody" has no backup that can be restored',
    },
  ])('is refused with $mistake', ({ source, says }) => {
    expect(told(resolveSource(source, input()))).toEqual(expect.stringContaining(says));
  });

  it('is refused when the engine cannot read data of that version', () => {
    const world = aBackupWorld(WORLD);
    const verdict = resolveSource({ backupRef: { name: 'old' } }, { ...input(), world });
    expect(told(verdict)).toBe('spec.dataSource: Invalid value: it is of another major version');
  });

  it('is refused when the engine cannot use such a storage', () => {
    const backups = { ...aBackupDriver(), refuseStorage: () => 'It reads no such bucket.' };
    const verdict = resolveSource({ backupRef: { name: 'noon' } }, input(aProvider({ backups })));
    expect(told(verdict)).toBe('spec.dataSource: Invalid value: It reads no such bucket.');
  });

  it('is refused by an engine without backups', () => {
    const verdict = resolveSource({ backupRef: { name: 'noon' } }, input(aProvider()));
    expect(told(verdict)).toBe('spec.dataSource: Forbidden: A widget has no backups.');
  });
});

describe('a source of an engine that must be told where to begin', () => {
  const needy = { ...aBackupDriver(), needsBase: true };
  const later = { backupId: 'later', recoverableFrom: '2026-11-22T18:00:00Z' };
  const gone = { ...later, backupId: 'gone', conditions: [aCondition('Recorded', 'False', 'NotFound')] };
  const backups = [
    aUsableBackup({ name: 'noon', status: { backupId: 'noon' } }),
    aUsableBackup({ name: 'later', status: later }),
    aUsableBackup({ name: 'gone', status: gone }),
  ];
  const needyInput = (): SourceInput => ({
    ...input(aProvider({ backups: needy })),
    world: aBackupWorld({ ...WORLD, backups }),
  });
  const toPath = (path: string): DataSource['storage'] => ({ storageRef: { name: 'main' }, path });

  it.each<{ what: string; source: DataSource; means: Partial<ResolvedSource['source']> }>([
    {
      what: 'a cluster begins with its newest backup',
      source: { clusterRef: { name: 'orders' } },
      means: { archive: ARCHIVE, backupId: 'later', latest: true },
    },
    {
      what: 'a moment begins with the newest backup before it',
      source: { clusterRef: { name: 'orders' }, pointInTime: { time: '2026-11-22T17:00:00Z' } },
      means: { archive: ARCHIVE, backupId: 'noon', time: '2026-11-22T17:00:00Z' },
    },
    {
      what: 'a backup and the latest moment begin with that backup',
      source: { backupRef: { name: 'noon' }, pointInTime: { latest: true } },
      means: { archive: ARCHIVE, backupId: 'noon', latest: true },
    },
    {
      what: 'a backup alone is the state at its end',
      source: { backupRef: { name: 'noon' } },
      means: { archive: ARCHIVE, backupId: 'noon' },
    },
    {
      what: 'a path of a backup, and what came after',
      source: { storage: toPath('x/y/base/42'), pointInTime: { latest: true } },
      means: { archive: 'x/y', backupId: '42', latest: true },
    },
  ])('$what', ({ source, means }) => {
    expect(told(resolveSource(source, needyInput()))).toEqual({ storage: 'main', ...means });
  });

  it('is refused with a path that names no backup', () => {
    expect(told(resolveSource({ storage: toPath('x/y') }, needyInput()))).toBe(
      'spec.dataSource.storage.path: Invalid value: "x/y": is not the path of a backup: this engine must be told which one to begin with (status.path)',
    );
  });
});

describe('another database of the same name', () => {
  const before = aUsableBackup({ name: 'before', metadata: { labels: { 'dbaas.io/cluster-uid': 'another' } } });
  const world = aBackupWorld({ ...WORLD, backups: [before] });

  it('has left nothing that a moment could mean', () => {
    const verdict = resolveReturn({ pointInTime: { latest: true } }, { ...input(), world });
    expect(told(verdict)).toContain('"orders" has no backup that can be restored');
  });

  it('can be gone back to by the name of its backup, as far as its own log reaches', () => {
    const time = '2026-11-22T12:30:00Z';
    const to = { backupRef: { name: 'before' }, pointInTime: { time } };
    expect(told(resolveReturn(to, { ...input(), world }))).toContain(`possible is from ${NOON} to ${NOON}`);
    expect(told(resolveReturn({ backupRef: { name: 'before' } }, { ...input(), world }))).toMatchObject({
      backupId: '20261122T115000',
    });
  });
});

describe('a way back in place', () => {
  it.each<{ to: Parameters<typeof resolveReturn>[0]; means: unknown }>([
    {
      to: { pointInTime: { time: '2026-11-23T11:00:00Z' } },
      means: { storage: 'main', archive: ARCHIVE, time: '2026-11-23T11:00:00Z' },
    },
    { to: { pointInTime: { latest: true } }, means: { storage: 'main', archive: ARCHIVE } },
    { to: { backupRef: { name: 'noon' } }, means: { storage: 'main', archive: ARCHIVE, backupId: '20261122T115000' } },
  ])('is $means', ({ to, means }) => {
    expect(told(resolveReturn(to, { ...input(), at: ['spec', 'restore'] }))).toEqual(means);
  });

  it('blames the field of the request', () => {
    const to = { pointInTime: { time: '2026-11-20T00:00:00Z' } };
    expect(told(resolveReturn(to, { ...input(), at: ['spec', 'restore'] }))).toEqual(
      expect.stringContaining('spec.restore.pointInTime.time: '),
    );
  });
});

describe('data that is divided into shards', () => {
  const divided = aUsableBackup({
    name: 'divided',
    status: { clusterSnapshot: { spec: { sharding: { shards: 2 } } } },
  });
  const resolve = (needsSameShards: boolean, source: DataSource): string => {
    const provider = aProvider({ backups: { ...aBackupDriver(), needsSameShards } });
    const world = aBackupWorld({ ...WORLD, backups: [divided] });
    const verdict = resolveSource(source, { ...input(provider), world });
    return 'resolved' in verdict ? 'resolved' : formatFieldError(verdict.problem);
  };

  it.each<{ what: string; needsSameShards: boolean; source: DataSource; says: string }>([
    {
      what: 'a backup of it wants as many',
      needsSameShards: true,
      source: { backupRef: { name: 'divided' } },
      says: 'spec.sharding: Required value',
    },
    {
      what: 'so does a moment',
      needsSameShards: true,
      source: { clusterRef: { name: 'orders' } },
      says: 'spec.sharding: Required value',
    },
    {
      what: 'of a bare path nobody knows it',
      needsSameShards: true,
      source: { storage: { storageRef: { name: 'main' }, path: divided.status!.path! } },
      says: 'resolved',
    },
    {
      what: 'some engines divide it as they are asked to',
      needsSameShards: false,
      source: { backupRef: { name: 'divided' } },
      says: 'resolved',
    },
  ])('$what', ({ needsSameShards, source, says }) => {
    expect(resolve(needsSameShards, source)).toContain(says);
  });
});
