import { PBM_LAYOUT } from './layout.js';

const ARCHIVE = 'team-a/orders-0b0e4a1e-1-v8.0';
const PATH = `${ARCHIVE}/2026-03-01T10:20:30Z`;

const META = {
  name: '2026-03-01T10:20:30Z',
  status: 'done',
  start_ts: 1_772_360_430,
  last_write_ts: { T: 1_772_360_440, I: 3 },
  mongodb_version: '8.0.19-7',
};

const read = (change: object): unknown => PBM_LAYOUT.readMarker(JSON.stringify({ ...META, ...change }), PATH);

describe('the layout of PBM', () => {
  it.each([
    [PATH, { archive: ARCHIVE, backupId: '2026-03-01T10:20:30Z' }],
    [`${PATH}/rs0`, undefined],
    [`${PATH}.pbm.json`, undefined],
    ['2026-03-01T10:20:30Z', undefined],
    [ARCHIVE, undefined],
  ])('finds in %s the place %j', (path, place) => {
    expect(PBM_LAYOUT.placeOf(path)).toEqual(place);
  });

  it('tells of a backup beside it', () => {
    expect(PBM_LAYOUT.markerOf(PATH)).toBe(`${PATH}.pbm.json`);
  });

  it.each<{ what: string; change: object; is: unknown }>([
    {
      what: 'a backup that is complete: the second after its last write can be gone back to',
      change: {},
      is: {
        isComplete: true,
        startedAt: '2026-03-01T10:20:30Z',
        completedAt: '2026-03-01T10:20:41Z',
        version: '8.0.19-7',
      },
    },
    { what: 'one that failed', change: { status: 'error' }, is: expect.objectContaining({ isComplete: false }) },
    {
      what: 'one without an end',
      change: { last_write_ts: undefined },
      is: expect.objectContaining({ isComplete: false }),
    },
    {
      what: 'nothing of what makes no sense',
      change: { start_ts: 1e300, last_write_ts: { T: 'x' }, mongodb_version: '<b>' },
      is: { isComplete: false },
    },
    { what: 'nothing, where it is none', change: { name: 7 }, is: undefined },
  ])('reads in a marker $what', ({ change, is }) => {
    expect(read(change)).toEqual(is);
  });

  it.each(['', 'null', '[]', '{"name"', '7'])('reads nothing in %j', (text) => {
    expect(PBM_LAYOUT.readMarker(text, PATH)).toBeUndefined();
  });

  it.each([
    [`${ARCHIVE}/pbmPitr/rs0/20260301/20260301102030-1.20260301103005-3.oplog.gz`, '2026-03-01T10:30:05Z'],
    [`${ARCHIVE}/pbmPitr/rs0/20260301/20260301102030-1.20260301103005-3.oplog`, '2026-03-01T10:30:05Z'],
    [`${ARCHIVE}/pbmPitr/rs0/20260301/other`, undefined],
  ])('tells by the name of the slice %s that it ends at %s', (name, end) => {
    expect(PBM_LAYOUT.log!.endOf?.(name)).toBe(end);
  });
});
