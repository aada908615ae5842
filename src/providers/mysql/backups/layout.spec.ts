import { XTRABACKUP_LAYOUT } from './layout.js';

const ARCHIVE = 'team-a/orders-0b0e4a1e-1-v8.4';
const ID = 'orders-2026-03-01-10:20:30-full';
const MD5 = 'd41d8cd98f00b204e9800998ecf8427e  xtrabackup.stream\n';

describe('the layout of XtraBackup', () => {
  it.each([
    [`${ARCHIVE}/${ID}`, { archive: ARCHIVE, backupId: ID }],
    [`a/my-db-2026-03-01-10:20:30-full`, { archive: 'a', backupId: 'my-db-2026-03-01-10:20:30-full' }],
    [`${ARCHIVE}/${ID}.md5`, undefined],
    [`${ARCHIVE}/binlogs`, undefined],
    [ID, undefined],
  ])('finds in %s the place %j', (path, place) => {
    expect(XTRABACKUP_LAYOUT.placeOf(path)).toEqual(place);
  });

  it('tells of a backup beside it', () => {
    expect(XTRABACKUP_LAYOUT.markerOf(`${ARCHIVE}/${ID}`)).toBe(`${ARCHIVE}/${ID}.md5`);
  });

  it.each([
    {
      what: 'that it is complete; when it began, and of which release it is, stands in its path',
      text: MD5,
      path: `${ARCHIVE}/${ID}`,
      is: { isComplete: true, startedAt: '2026-03-01T10:20:30Z', version: '8.4' },
    },
    {
      what: 'no release in a folder that somebody else has named',
      text: MD5,
      path: `old/${ID}`,
      is: { isComplete: true, startedAt: '2026-03-01T10:20:30Z' },
    },
    {
      what: 'no time that there never was',
      text: MD5,
      path: 'old/orders-2026-13-01-10:20:30-full',
      is: { isComplete: true },
    },
    { what: 'nothing where it holds no checksum', text: '<html>', path: `${ARCHIVE}/${ID}`, is: undefined },
    { what: 'nothing beside what is no backup', text: MD5, path: ARCHIVE, is: undefined },
  ])('reads in a marker $what', ({ text, path, is }) => {
    expect(XTRABACKUP_LAYOUT.readMarker(text, path)).toEqual(is);
  });
});
