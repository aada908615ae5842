import { readBackupInfo } from './backup-info.js';

const INFO = `backup_label=None
begin_offset=40
begin_time=2026-11-23 02:30:00.123456+01:00
begin_wal=000000010000000000000003
end_time=2026-11-23 01:32:07.654321+00:00
pgdata=/var/lib/postgresql/data/pgdata
server_name=cloud
status=DONE
tablespaces=None
timeline=1
version=170006
xlog_segment_size=16777216`;

describe('a backup.info of Barman', () => {
  it('tells that all is there, from when to when, and of which version', () => {
    expect(readBackupInfo(INFO)).toEqual({
      isComplete: true,
      startedAt: '2026-11-23T01:30:00Z',
      completedAt: '2026-11-23T01:32:07Z',
      version: '17.6',
    });
  });

  it.each(['STARTED', 'FAILED', 'WAITING_FOR_WALS'])('tells of one that is %s that it is not complete', (status) => {
    expect(readBackupInfo(INFO.replace('DONE', status))).toMatchObject({ isComplete: false });
  });

  it.each([
    { what: 'a time of no zone', line: 'end_time=2026-11-23 01:32:07' },
    { what: 'a time that is none', line: 'end_time=2026-99-23 01:32:07+00:00' },
    { what: 'nothing', line: 'end_time=None' },
  ])('leaves out $what', ({ line }) => {
    expect(readBackupInfo(`status=DONE\n${line}`)).toEqual({ isComplete: true });
  });

  it.each(['', '{"status":"DONE"}', 'status', '\u0000'])('is none in %j', (text) => {
    expect(readBackupInfo(text)).toBeUndefined();
  });
});
