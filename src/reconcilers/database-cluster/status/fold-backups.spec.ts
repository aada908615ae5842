import { aBackupStorage } from '../../../../test/builders/backup-storage.js';
import { aBackupWorld, aDatabaseBackup, aUsableBackup, OF_ORDERS } from '../../../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../../../test/builders/database-cluster.js';
import { anObservation } from '../../../../test/builders/provider.js';
import type { ClusterObservation } from '../../../providers/contract/index.js';
import type { DatabaseBackup } from '../../../resources/database-backup/index.js';
import { foldBackups, judgeBackups, type BackupStanding } from './fold-backups.js';

const ARCHIVE = 'team-a/orders-1a2b3c4d-1-v17';
const SHIPS = { storage: 'main', path: ARCHIVE, shipping: 'Working' } as const;
const ready = (status: 'True' | 'False', message: string): ReturnType<typeof aBackupStorage> => {
  const time = '2026-11-22T00:00:00Z';
  const condition = { type: 'Ready', status, reason: 'AnyReason', message, lastTransitionTime: time };
  return aBackupStorage({}, { status: { conditions: [condition] } });
};
const failed = (time: string): DatabaseBackup =>
  aDatabaseBackup({
    name: `failed-${time}`,
    metadata: OF_ORDERS,
    status: { phase: 'Failed', message: 'It broke.', completedAt: time },
  });

interface Situation {
  readonly backups?: readonly DatabaseBackup[];
  readonly observation?: Partial<ClusterObservation>;
  readonly storage?: ReturnType<typeof aBackupStorage>;
  readonly wanted?: boolean;
}

function standing({ backups = [], observation, storage, wanted = true }: Situation): BackupStanding {
  return {
    cluster: aDatabaseCluster(wanted ? { backup: { storageRef: { name: 'main' } } } : {}),
    world: aBackupWorld({ backups, storages: storage ? [storage] : [] }),
    observation: anObservation(observation),
  };
}

describe('foldBackups', () => {
  it('says nothing where there are none and none are wanted', () => {
    expect(foldBackups(standing({ wanted: false }))).toBeUndefined();
  });

  it('tells of backups that are left though none are wanted any more', () => {
    expect(foldBackups(standing({ wanted: false, backups: [aUsableBackup()] }))).toMatchObject({ usableBackups: 1 });
  });

  it('tells nothing of what another database of its name has left', () => {
    const metadata = { labels: { 'dbaas.io/cluster-uid': 'another' } };
    expect(foldBackups(standing({ backups: [aUsableBackup({ metadata })] }))).toMatchObject({ usableBackups: 0 });
  });

  it('tells place, last backups, and what one can go back to', () => {
    const backups = [aUsableBackup({ name: 'noon' }), failed('2026-11-22T11:00:00Z')];
    const observation = { archive: { ...SHIPS, failingSince: '2026-11-22T13:00:00Z' } };
    expect(foldBackups(standing({ backups, observation }))).toEqual({
      storage: 'main',
      archive: ARCHIVE,
      archiveEarliest: undefined,
      logFailingSince: '2026-11-22T13:00:00Z',
      lastSuccessful: { name: 'noon', time: '2026-11-22T12:00:00Z' },
      recoveryWindow: { earliest: '2026-11-22T12:00:00Z', latest: '2026-11-22T13:00:00Z' },
      usableBackups: 1,
    });
  });

  it('tells a failure until a later backup succeeds', () => {
    const backups = [aUsableBackup(), failed('2026-11-22T13:00:00Z')];
    expect(foldBackups(standing({ backups }))?.lastFailure).toEqual({
      name: 'failed-2026-11-22T13:00:00Z',
      time: '2026-11-22T13:00:00Z',
      message: 'It broke.',
    });
  });
});

describe('BackupHealthy', () => {
  const ok = ready('True', 'Probed.');

  it.each<{ when: string; situation: Situation; status: string; reason: string; says: string }>([
    { when: 'the storage is gone', situation: {}, status: 'False', reason: 'StorageNotFound', says: '"main"' },
    {
      when: 'the storage cannot be used',
      situation: { storage: ready('False', 'Access is denied.') },
      status: 'False',
      reason: 'StorageNotReady',
      says: 'Access is denied.',
    },
    {
      when: 'the engine cannot',
      situation: {
        storage: ok,
        observation: {
          conditions: [{ type: 'BackupHealthy', status: 'False', reason: 'AnyReason', message: 'No agent.' }],
        },
      },
      status: 'False',
      reason: 'AnyReason',
      says: 'No agent.',
    },
    {
      when: 'the log does not arrive',
      situation: {
        storage: ok,
        backups: [aUsableBackup()],
        observation: { archive: { ...SHIPS, shipping: 'Failing', trouble: 'Exit code 4.' } },
      },
      status: 'False',
      reason: 'LogShippingFailing',
      says: 'Exit code 4.',
    },
    {
      when: 'the last backup failed',
      situation: {
        storage: ok,
        observation: { archive: SHIPS },
        backups: [aUsableBackup(), failed('2026-11-22T13:00:00Z')],
      },
      status: 'False',
      reason: 'LastBackupFailed',
      says: 'It broke.',
    },
    {
      when: 'there is none yet',
      situation: { storage: ok, observation: { archive: SHIPS } },
      status: 'Unknown',
      reason: 'NoBackupYet',
      says: 'as soon as',
    },
    {
      when: 'all is well',
      situation: { storage: ok, observation: { archive: SHIPS }, backups: [aUsableBackup({ name: 'noon' })] },
      status: 'True',
      reason: 'BackupsHealthy',
      says: 'noon succeeded',
    },
  ])('is $status with $reason when $when', ({ situation, status, reason, says }) => {
    const given = standing(situation);
    const [verdict, ...more] = judgeBackups(given, foldBackups(given));
    expect(more).toEqual([]);
    expect(verdict).toMatchObject({ type: 'BackupHealthy', status, reason });
    expect(verdict?.message).toContain(says);
  });

  it('is not told where no backups are wanted', () => {
    expect(judgeBackups(standing({ wanted: false }), undefined)).toEqual([]);
  });
});
