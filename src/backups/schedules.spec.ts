import { aDatabaseBackup, aUsableBackup } from '../../test/builders/database-backup.js';
import { aDatabaseCluster } from '../../test/builders/database-cluster.js';
import { ANNOTATIONS, LABELS } from '../domain/naming.js';
import type { BackupPhase, DatabaseBackup } from '../resources/database-backup/index.js';
import type {
  BackupSchedule,
  BackupScheduleStatus,
  ClusterBackupStatus,
  DatabaseCluster,
} from '../resources/database-cluster/index.js';
import { dueFirings, MAX_MISSED, nextFiringOf } from './due-firings.js';
import { firstBackupOf } from './first-backup.js';
import { foldSchedules } from './schedule-state.js';

const NOW = new Date('2026-11-23T12:00:00Z');
const NIGHTLY: BackupSchedule = { name: 'nightly', cron: '30 2 * * *', timeZone: 'UTC' };
const STATE: BackupScheduleStatus = { name: 'nightly', since: '2026-11-20T12:00:00Z', next: '2026-11-21T02:30:00Z' };

interface Given {
  readonly schedule?: Partial<BackupSchedule>;
  readonly state?: BackupScheduleStatus;
  readonly spec?: Partial<DatabaseCluster['spec']>;
}

function aScheduledCluster({ schedule, state, spec }: Given): DatabaseCluster {
  const schedules = [{ ...NIGHTLY, ...schedule }];
  const backup = { storageRef: { name: 'main' }, schedules };
  return aDatabaseCluster({ backup, ...spec }, state && { status: { backup: { schedules: [state] } } });
}

const firedAt = (scheduledFor: string, phase: BackupPhase = 'Succeeded', schedule = 'nightly'): DatabaseBackup =>
  aDatabaseBackup({
    metadata: { labels: { [LABELS.schedule]: schedule }, annotations: { [ANNOTATIONS.scheduledFor]: scheduledFor } },
    status: { phase },
  });

describe('foldSchedules', () => {
  it.each<Given & { does: string; backups?: DatabaseBackup[]; since: string; next?: string }>([
    { does: 'begins now with a new schedule', since: '2026-11-23T12:00:00Z', next: '2026-11-24T02:30:00Z' },
    { does: 'says nothing new while nothing fires', state: STATE, since: STATE.since, next: STATE.next },
    {
      does: 'goes on from the last firing that there is a backup of',
      state: STATE,
      backups: [firedAt('2026-11-22T02:30:00Z'), firedAt('2026-11-21T02:30:00Z')],
      since: '2026-11-22T02:30:00Z',
      next: '2026-11-23T02:30:00Z',
    },
    {
      does: 'does not go back when that backup is deleted',
      state: { ...STATE, since: '2026-11-23T02:30:00Z', next: '2026-11-24T02:30:00Z' },
      backups: [firedAt('2026-11-22T02:30:00Z')],
      since: '2026-11-23T02:30:00Z',
      next: '2026-11-24T02:30:00Z',
    },
    { does: 'believes no moment that is ahead', state: STATE, backups: [firedAt('2027-01-01T02:30:00Z')], ...STATE },
    { does: 'believes nothing that is no moment', state: STATE, backups: [firedAt('tonight')], ...STATE },
    {
      does: 'takes no notice of other schedules',
      state: STATE,
      backups: [firedAt('2026-11-22T02:30:00Z', 'Succeeded', 'weekly')],
      ...STATE,
    },
    {
      does: 'begins anew when its times are edited: they were never asked for in the past',
      schedule: { cron: '0 10 * * *' },
      state: STATE,
      since: '2026-11-23T12:00:00Z',
      next: '2026-11-24T10:00:00Z',
    },
    {
      does: 'begins anew in another zone',
      schedule: { timeZone: 'Asia/Tokyo' },
      state: STATE,
      since: '2026-11-23T12:00:00Z',
      next: '2026-11-23T17:30:00Z',
    },
    { does: 'has no next firing while suspended', schedule: { suspended: true }, state: STATE, since: STATE.since },
    {
      does: 'keeps its moment while suspended, so that nothing is written',
      schedule: { suspended: true },
      state: { name: 'nightly', since: STATE.since },
      since: STATE.since,
    },
    {
      does: 'has no next firing while the database is stopped',
      spec: { powerState: 'Stopped' },
      state: STATE,
      since: STATE.since,
    },
    {
      does: 'leaves out what would have fired while it rested',
      state: { name: 'nightly', since: STATE.since },
      since: '2026-11-23T12:00:00Z',
      next: '2026-11-24T02:30:00Z',
    },
    { does: 'has no next firing when it is wrong', schedule: { cron: '0 25 * * *' }, state: STATE, since: STATE.since },
  ])('$does', ({ backups = [], since, next, ...given }) => {
    const folded = foldSchedules(aScheduledCluster(given), backups, NOW);
    expect(folded).toEqual([{ name: 'nightly', since, ...(next && { next }) }]);
  });

  it('of a cluster without schedules is nothing', () => {
    expect(foldSchedules(aDatabaseCluster(), [], NOW)).toBeUndefined();
    expect(foldSchedules(aDatabaseCluster({ backup: { storageRef: { name: 'main' } } }), [], NOW)).toBeUndefined();
  });

  it('comes to rest at once', () => {
    const first = foldSchedules(aScheduledCluster({}), [], NOW);
    const later = new Date(NOW.getTime() + 3_600_000);
    expect(foldSchedules(aScheduledCluster({ state: first![0] }), [], later)).toEqual(first);
  });
});

describe('dueFirings', () => {
  it.each<Given & { when: string; backups?: DatabaseBackup[]; due: string[] }>([
    { when: 'the last of several that were missed', state: STATE, due: ['2026-11-23T02:30:00.000Z after 2'] },
    {
      when: 'the only one',
      state: { name: 'nightly', since: '2026-11-22T12:00:00Z', next: '2026-11-23T02:30:00Z' },
      due: ['2026-11-23T02:30:00.000Z after 0'],
    },
    {
      when: 'so many that nobody counts them',
      schedule: { cron: '*/5 * * * *' },
      state: { name: 'nightly', since: '2026-10-01T00:00:00Z', next: '2026-10-01T00:05:00Z' },
      due: [`2026-11-23T12:00:00.000Z after ${MAX_MISSED}`],
    },
    {
      when: 'nothing before its time',
      state: { name: 'nightly', since: '2026-11-23T02:30:00Z', next: '2026-11-24T02:30:00Z' },
      due: [],
    },
    { when: 'nothing before it is written down that it is followed', due: [] },
    {
      when: 'nothing that is taken, though it is not written down yet',
      state: STATE,
      backups: [firedAt('2026-11-23T02:30:00Z')],
      due: [],
    },
    {
      when: 'what came after the last that was taken',
      state: STATE,
      backups: [firedAt('2026-11-21T02:30:00Z')],
      due: ['2026-11-23T02:30:00.000Z after 1'],
    },
    {
      when: 'nothing while the backup before waits',
      state: STATE,
      backups: [firedAt('2026-11-21T02:30:00Z', 'Pending')],
      due: [],
    },
    {
      when: 'nothing while the backup before is taken',
      state: STATE,
      backups: [firedAt('2026-11-21T02:30:00Z', 'Running')],
      due: [],
    },
    {
      when: 'one again after a failure',
      state: STATE,
      backups: [firedAt('2026-11-22T02:30:00Z', 'Failed')],
      due: ['2026-11-23T02:30:00.000Z after 0'],
    },
    { when: 'nothing of a schedule that was just edited', schedule: { cron: '0 10 * * *' }, state: STATE, due: [] },
    { when: 'nothing while suspended', schedule: { suspended: true }, state: STATE, due: [] },
    { when: 'nothing while stopped', spec: { powerState: 'Stopped' }, state: STATE, due: [] },
  ])('are $when', ({ backups = [], due, ...given }) => {
    const found = dueFirings(aScheduledCluster(given), backups, NOW);
    expect(found.map(({ firing, missed }) => `${firing.toISOString()} after ${missed}`)).toEqual(due);
  });
});

describe('nextFiringOf', () => {
  it('is that of the schedule that comes first', () => {
    const schedules = [
      NIGHTLY,
      { name: 'hourly', cron: '0 * * * *' },
      { name: 'off', cron: '1 * * * *', suspended: true },
    ];
    const cluster = aDatabaseCluster({ backup: { storageRef: { name: 'main' }, schedules } });
    expect(nextFiringOf(cluster, NOW)).toEqual(new Date('2026-11-23T13:00:00Z'));
  });

  it('is none without schedules', () => {
    expect(nextFiringOf(aDatabaseCluster(), NOW)).toBeUndefined();
  });
});

describe('firstBackupOf', () => {
  const HERE: ClusterBackupStatus = { storage: 'main', archive: 'team-a/orders-1a2b3c4d-1-v17' };
  const PLACE = { storage: HERE.storage, archive: HERE.archive };

  const aCluster = (backup: ClusterBackupStatus | undefined = HERE, storage = 'main'): DatabaseCluster =>
    aDatabaseCluster({ backup: { storageRef: { name: storage } } }, { status: { backup } });
  const failed = (name: string, completedAt?: string): DatabaseBackup =>
    aDatabaseBackup({ name, status: { phase: 'Failed', ...PLACE, completedAt } });

  it.each<{ when: string; cluster?: DatabaseCluster; backups: DatabaseBackup[]; needed: boolean }>([
    { when: 'there is no backup', backups: [], needed: true },
    { when: 'there is one', backups: [aUsableBackup()], needed: false },
    { when: 'one waits', backups: [aDatabaseBackup()], needed: false },
    {
      when: 'one is being taken',
      backups: [aDatabaseBackup({ status: { phase: 'Running', ...PLACE } })],
      needed: false,
    },
    { when: 'the only one failed', backups: [failed('a')], needed: true },
    {
      when: 'those that there are belong to the data before',
      backups: [aUsableBackup({ status: { archive: 'team-a/orders-1a2b3c4d-0-v17' } })],
      needed: true,
    },
    { when: 'they are in another bucket', backups: [aUsableBackup({ status: { storage: 'old' } })], needed: true },
    {
      when: 'the only one is being deleted',
      backups: [aUsableBackup({ metadata: { deletionTimestamp: '2026-11-23T11:00:00Z' } })],
      needed: true,
    },
    {
      when: 'others were only found in the bucket',
      backups: [aDatabaseBackup({ spec: { existing: { path: 'team-a/old/base/1' } } })],
      needed: true,
    },
    { when: 'nobody knows yet where it backs up to', cluster: aCluster({}), backups: [], needed: false },
    { when: 'it has yet to move to another bucket', cluster: aCluster(HERE, 'new'), backups: [], needed: false },
    { when: 'it has no backups', cluster: aDatabaseCluster(), backups: [], needed: false },
  ])('is needed when $when: $needed', ({ cluster = aCluster(), backups, needed }) => {
    expect(firstBackupOf(cluster, backups) !== undefined).toBe(needed);
  });

  it.each([
    { failures: 0, minutes: undefined },
    { failures: 1, minutes: 5 },
    { failures: 2, minutes: 10 },
    { failures: 4, minutes: 40 },
    { failures: 7, minutes: 320 },
    { failures: 8, minutes: 360 },
    { failures: 40, minutes: 360 },
  ])('waits $minutes min after failure $failures', ({ failures, minutes }) => {
    const backups = Array.from({ length: failures }, (_, index) => failed(`f${index}`, '2026-11-23T11:00:00Z'));
    const expected = minutes === undefined ? 0 : Date.parse('2026-11-23T11:00:00Z') + minutes * 60_000;
    expect(firstBackupOf(aCluster(), backups)!.notBeforeMs).toBe(expected);
  });

  it('has another name for each attempt, and never one that is taken', () => {
    const { name } = firstBackupOf(aCluster(), [])!;
    const again = firstBackupOf(aCluster(), [failed(name)])!.name;
    expect(again).not.toBe(name);
    const elsewhere = aDatabaseBackup({ name: again, status: { phase: 'Failed' } });
    expect([name, again]).not.toContain(firstBackupOf(aCluster(), [failed(name), elsewhere])!.name);
  });
});
