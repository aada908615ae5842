import { spawnSync } from 'node:child_process';
import { backupIdAt } from './backup-id.js';
import { parseBackupInfo, renderBackupInfo } from './backup-info.js';
import { packFile, unpackFile } from './tar.js';
import { lsnOf, parseWalName, walName } from './wal-names.js';

describe('names of segments', () => {
  it.each([
    { timeline: 1, segment: 1, name: '000000010000000000000001', lsn: '0/1000028' },
    { timeline: 2, segment: 255, name: '0000000200000000000000FF', lsn: '0/FF000028' },
    { timeline: 10, segment: 256, name: '0000000A0000000100000000', lsn: '1/28' },
    { timeline: 1, segment: 0x12345, name: '000000010000012300000045', lsn: '123/45000028' },
  ])('read $name for segment $segment of timeline $timeline', ({ timeline, segment, name, lsn }) => {
    expect(walName(timeline, segment)).toBe(name);
    expect(parseWalName(name)).toEqual({ timeline, segment });
    expect(lsnOf(segment, 0x28)).toBe(lsn);
  });

  it.each(['00000002.history', '000000010000000000000001.partial', 'x', ''])('are not %j', (name) => {
    expect(parseWalName(name)).toBeUndefined();
  });
});

describe('ids of backups', () => {
  it('are the second of their beginning, or the next that is free', () => {
    const now = new Date('2026-12-31T23:59:59.999Z');
    expect(backupIdAt(now, () => false)).toBe('20261231T235959');
    expect(backupIdAt(now, (id) => id === '20261231T235959')).toBe('20270101T000000');
  });
});

describe('backup.info', () => {
  const info = {
    id: '20260102T030405',
    name: 'backup-20260102030405',
    beginTime: '2026-01-02T03:04:05.678Z',
    endTime: '2026-01-02T03:04:06.000Z',
    beginWal: '000000020000000000000003',
    endWal: '000000020000000000000003',
    timeline: 2,
    systemId: '7000000000000000001',
    version: 170_006,
  };

  it('is written as Barman does, and read again', () => {
    const text = renderBackupInfo(info);
    for (const line of [
      'begin_time=2026-01-02 03:04:05.678000+00:00',
      'status=DONE',
      'version=170006',
      'begin_xlog=0/3000028',
    ])
      expect(text.split('\n')).toContain(line);
    expect(parseBackupInfo(info.id, text)).toEqual(info);
  });

  it.each([
    '',
    'status=DONE',
    renderBackupInfo(info).replace('DONE', 'STARTED'),
    renderBackupInfo(info).replace(/end_time=.*/, 'end_time=None'),
  ])('tells of no backup when it is %j', (text) => {
    expect(parseBackupInfo(info.id, text)).toBeUndefined();
  });
});

describe('data.tar', () => {
  it.each([0, 1, 511, 512, 513])('gives back a file of %i bytes', (size) => {
    const content = Buffer.alloc(size, 'x');
    expect(unpackFile(packFile('pgdata/rows.json', content, 1_767_323_045))).toEqual(content);
  });

  it('can be read by tar', () => {
    const input = packFile('pgdata/rows.json', Buffer.from('[]\n'), 1_767_323_045);
    const { status, stdout } = spawnSync('tar', ['-xOf', '-', 'pgdata/rows.json'], { input });
    expect([status, String(stdout)]).toEqual([0, '[]\n']);
  });

  it.each([Buffer.alloc(0), Buffer.from('no archive'), packFile('a', Buffer.alloc(600), 0).subarray(0, 700)])(
    'is none when it is cut off or something else',
    (archive) => {
      expect(unpackFile(archive)).toBeUndefined();
    },
  );
});
