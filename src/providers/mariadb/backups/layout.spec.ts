import { backupIdOf, beginningOf, PHYSICAL_LAYOUT } from './layout.js';

const ARCHIVE = 'team-a/orders-0b0e4a1e-1-v11.8';
const FILE = 'physicalbackup-20261123090501.xb.gz';

describe('a folder as mariadb-operator lays it out', () => {
  it.each([
    [`${ARCHIVE}/${FILE}`, { archive: ARCHIVE, backupId: FILE }],
    ['old/physicalbackup-20261123090501.xb', { archive: 'old', backupId: 'physicalbackup-20261123090501.xb' }],
    ['old/physicalbackup-20261123090501.xb.bz2', { archive: 'old', backupId: 'physicalbackup-20261123090501.xb.bz2' }],
    [FILE, undefined],
    [ARCHIVE, undefined],
    [`${ARCHIVE}/backup.2026-11-23T09:05:01Z.sql`, undefined],
    [`${ARCHIVE}/${FILE}/data`, undefined],
  ])('%s is the backup %j', (path, place) => {
    expect(PHYSICAL_LAYOUT.placeOf(path)).toEqual(place);
  });

  it('has no log, and nothing beside a backup that would tell of it', () => {
    const path = `${ARCHIVE}/${FILE}`;
    expect([PHYSICAL_LAYOUT.log, PHYSICAL_LAYOUT.markerOf(path)]).toEqual([undefined, path]);
    expect(PHYSICAL_LAYOUT.readMarker('whatever is in it', path)).toEqual({
      isComplete: true,
      startedAt: '2026-11-23T09:05:01Z',
      version: '11.8',
    });
  });

  it.each([
    ['2026-11-23T09:05:01Z', FILE],
    ['2026-11-23T10:05:01.750+01:00', FILE],
  ])('names by %s the file %s', (begunAt, file) => {
    expect(backupIdOf(begunAt)).toBe(file);
    expect(beginningOf(file)).toBe('2026-11-23T09:05:01Z');
  });

  it.each(['physicalbackup-20261399999999.xb.gz', 'backup-20261123090501.xb', ''])(
    'finds no time in %j',
    (backupId) => {
      expect(beginningOf(backupId)).toBeUndefined();
    },
  );
});
