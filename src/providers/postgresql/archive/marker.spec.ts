import { readMarker } from './marker.js';

const lines = (changes: Record<string, string | undefined> = {}): string =>
  Object.entries({
    backup_label: "'START WAL LOCATION: 0/2000028 (file 000000010000000000000002)\\nLABEL: a=b'",
    begin_time: '2026-11-22 11:50:00.123456+00:00',
    begin_wal: '000000010000000000000002',
    end_time: '2026-11-22 13:00:00.654321+01:00',
    error: 'None',
    status: 'DONE',
    version: '170006',
    ...changes,
  })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');

const DONE = {
  isComplete: true,
  startedAt: '2026-11-22T11:50:00.123Z',
  completedAt: '2026-11-22T12:00:00.654Z',
  version: '17.6',
};

describe('backup.info', () => {
  it.each<{ of: string; text: string; expected: object | undefined }>([
    { of: 'a backup that came to its end', text: lines(), expected: DONE },
    { of: 'one written on another system', text: lines().replaceAll('\n', '\r\n'), expected: DONE },
    { of: 'one that writes times with a T', text: lines().replaceAll(/(\d) (\d\d:)/g, '$1T$2'), expected: DONE },
    { of: 'one that failed', text: lines({ status: 'FAILED' }), expected: { ...DONE, isComplete: false } },
    {
      of: 'one that runs',
      text: lines({ status: 'STARTED', end_time: 'None' }),
      expected: { isComplete: false, startedAt: DONE.startedAt, version: '17.6' },
    },
    {
      of: 'one that does not say when it ended',
      text: lines({ end_time: undefined }),
      expected: { isComplete: false, startedAt: DONE.startedAt, version: '17.6' },
    },
    {
      of: 'a version that is none',
      text: lines({ version: '1e9' }),
      expected: { isComplete: true, startedAt: DONE.startedAt, completedAt: DONE.completedAt },
    },
    {
      of: 'a time that there never was',
      text: lines({ begin_time: '2026-13-40 11:50:00+00:00' }),
      expected: { isComplete: true, completedAt: DONE.completedAt, version: '17.6' },
    },
    { of: 'nothing', text: '', expected: undefined },
    { of: 'another kind of file', text: '{"status": "DONE"}', expected: undefined },
    { of: 'half a file', text: lines().slice(0, 40), expected: undefined },
    { of: 'a very long line', text: `${lines()}\nsize=${'9'.repeat(100_000)}`, expected: DONE },
  ])('says of $of what is to be believed', ({ text, expected }) => {
    expect(readMarker(text)).toEqual(expected);
  });
});
