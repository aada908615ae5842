import { lsnOf, parseWalName } from './wal-names.js';

/** A base backup as its `backup.info` tells of it. */
export interface BackupInfo {
  readonly id: string;
  readonly name: string;
  /** RFC 3339. */
  readonly beginTime: string;
  readonly endTime: string;
  readonly beginWal: string;
  readonly endWal: string;
  readonly timeline: number;
  readonly systemId: string;
  /** PostgreSQL's own number: 170006 is 17.6. */
  readonly version: number;
}

/** `2026-01-02 03:04:05.678000+00:00`, as Python prints a time. */
const pythonTime = (time: string): string => new Date(time).toISOString().replace('T', ' ').replace('Z', '000+00:00');

const BEGIN_OFFSET = 0x28;
const END_OFFSET = 0x158;

/** Barman's format: a line for each field, by name. */
export function renderBackupInfo(info: BackupInfo): string {
  const [begin, end] = [parseWalName(info.beginWal)?.segment ?? 0, parseWalName(info.endWal)?.segment ?? 0];
  const label = `START WAL LOCATION: ${lsnOf(begin, BEGIN_OFFSET)} (file ${info.beginWal})\\nBACKUP METHOD: streamed\\nLABEL: ${info.name}\\nSTART TIMELINE: ${info.timeline}\\n`;
  const fields = {
    backup_label: `'${label}'`,
    backup_name: info.name,
    begin_offset: BEGIN_OFFSET,
    begin_time: pythonTime(info.beginTime),
    begin_wal: info.beginWal,
    begin_xlog: lsnOf(begin, BEGIN_OFFSET),
    config_file: '/var/lib/postgresql/data/pgdata/postgresql.conf',
    end_offset: END_OFFSET,
    end_time: pythonTime(info.endTime),
    end_wal: info.endWal,
    end_xlog: lsnOf(end, END_OFFSET),
    error: 'None',
    mode: 'concurrent',
    pgdata: '/var/lib/postgresql/data/pgdata',
    server_name: 'cloud',
    status: 'DONE',
    systemid: info.systemId,
    tablespaces: 'None',
    timeline: info.timeline,
    version: info.version,
    xlog_segment_size: 16_777_216,
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** undefined for a backup that is not complete, or that cannot be read. */
export function parseBackupInfo(id: string, text: string): BackupInfo | undefined {
  const fields = new Map(text.split('\n').map((line) => splitAt(line, line.indexOf('='))));
  const field = (name: string): string => fields.get(name) ?? '';
  const [beginTime, endTime] = [field('begin_time'), field('end_time')].map((time) =>
    Date.parse(time.replace(' ', 'T')),
  );
  if (field('status') !== 'DONE' || !beginTime || !endTime || !parseWalName(field('end_wal'))) return undefined;
  return {
    id,
    name: field('backup_name'),
    beginTime: new Date(beginTime).toISOString(),
    endTime: new Date(endTime).toISOString(),
    beginWal: field('begin_wal'),
    endWal: field('end_wal'),
    timeline: Number(field('timeline')),
    systemId: field('systemid'),
    version: Number(field('version')),
  };
}

const splitAt = (line: string, at: number): [string, string] => [line.slice(0, Math.max(at, 0)), line.slice(at + 1)];
