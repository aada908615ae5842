import { aDatabaseBackup, aUsableBackup } from '../../test/builders/database-backup.js';
import type { DatabaseBackup } from '../resources/database-backup/index.js';
import { describeWindow } from './describe-window.js';
import { segmentAt, segmentsOf, windowOf, type CurrentArchive } from './recovery-window.js';

/** One that ended at this hour of the 22nd, in the folder of this incarnation. */
function taken(hour: number, incarnation = 1, until?: number): DatabaseBackup {
  return aUsableBackup({
    name: `orders-${incarnation}-${hour}`,
    status: {
      archive: `team-a/orders-${incarnation}`,
      recoverableFrom: at(hour),
      ...(until !== undefined && { recoverableTo: at(until) }),
    },
  });
}

const at = (hour: number): string => `2026-11-22T${String(hour).padStart(2, '0')}:00:00Z`;
const current = (incarnation: number, more: Partial<CurrentArchive> = {}): CurrentArchive => ({
  storage: 'main',
  path: `team-a/orders-${incarnation}`,
  ...more,
});

describe('windowOf', () => {
  it.each<{ when: string; backups: DatabaseBackup[]; archive?: CurrentArchive; window: unknown }>([
    { when: 'there is no backup', backups: [], archive: current(1), window: undefined },
    {
      when: 'none has succeeded',
      backups: [aDatabaseBackup({ status: { phase: 'Failed' } })],
      archive: current(1),
      window: undefined,
    },
    {
      when: 'the log follows the database',
      backups: [taken(4), taken(2)],
      archive: current(1),
      window: { earliest: at(2) },
    },
    {
      when: 'the log does not arrive any more',
      backups: [taken(2)],
      archive: current(1, { failingSince: at(5) }),
      window: { earliest: at(2), latest: at(5) },
    },
    {
      when: 'the engine has thrown the oldest away',
      backups: [taken(2), taken(4)],
      archive: current(1, { earliest: at(3) }),
      window: { earliest: at(3) },
    },
    {
      when: 'the engine tells of an earlier moment than we know a backup of',
      backups: [taken(2)],
      archive: current(1, { earliest: at(1) }),
      window: { earliest: at(2) },
    },
    {
      when: 'the data was made anew',
      backups: [taken(2, 1, 5), taken(8, 2)],
      archive: current(2),
      window: { earliest: at(2), gaps: [{ from: at(5), to: at(8) }] },
    },
    {
      when: 'the data was made anew and no backup was taken since',
      backups: [taken(2, 1, 5)],
      archive: current(2),
      window: { earliest: at(2), latest: at(5) },
    },
    {
      when: 'nobody knows how far an old log reaches',
      backups: [taken(2, 1), taken(4, 1), taken(8, 2)],
      archive: current(2),
      window: { earliest: at(2), gaps: [{ from: at(4), to: at(8) }] },
    },
    {
      when: 'the database is no more',
      backups: [taken(2, 1, 5)],
      window: { earliest: at(2), latest: at(5) },
    },
  ])('tells what one can go back to when $when', ({ backups, archive, window }) => {
    expect(windowOf(segmentsOf(backups, archive))).toEqual(window);
  });

  it('leaves out what is being deleted', () => {
    const backup = taken(2);
    backup.metadata.deletionTimestamp = at(3);
    expect(segmentsOf([backup], current(1))).toEqual([]);
  });

  it('does not mix the same folder of two storages', () => {
    const elsewhere = taken(3);
    const moved = { ...elsewhere, status: { ...elsewhere.status, storage: 'other' } };
    expect(segmentsOf([taken(2), moved], current(1)).map(({ storage, to }) => [storage, to])).toEqual([
      ['main', undefined],
      ['other', at(3)],
    ]);
  });
});

describe('segmentAt', () => {
  const segments = segmentsOf([taken(2, 1, 5), taken(4, 2)], current(2));

  it.each([
    { time: at(1), archive: undefined },
    { time: at(2), archive: 'team-a/orders-1' },
    { time: at(3), archive: 'team-a/orders-1' },
    { time: at(4), archive: 'team-a/orders-2' },
    { time: '2026-11-22T06:00:00+01:00', archive: 'team-a/orders-2' },
    { time: '2026-11-22T04:00:00.000001+01:00', archive: 'team-a/orders-1' },
  ])('finds $archive at $time', ({ time, archive }) => {
    expect(segmentAt(segments, time)?.archive).toBe(archive);
  });
});

it('says in words what could be asked for', () => {
  expect([
    describeWindow(segmentsOf([taken(2, 1, 5), taken(8, 2)], current(2))),
    describeWindow(segmentsOf([taken(2)], current(1, { failingSince: at(5) }))),
    describeWindow([]),
  ]).toEqual([
    `possible is from ${at(2)} to a few minutes ago, but not between ${at(5)} and ${at(8)}`,
    `possible is from ${at(2)} to ${at(5)}`,
    'there is no backup to begin with',
  ]);
});
