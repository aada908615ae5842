/** What the tool tells of a backup in `xtrabackup_info`, as far as a restore asks for it. */
export interface XtrabackupInfo {
  readonly serverVersion: string;
  /** RFC 3339. */
  readonly startTime: string;
  readonly endTime: string;
  /** All transactions that the backup holds. */
  readonly gtids: string;
}

/** `2026-03-01 10:20:30`, in UTC. */
const mysqlTime = (time: string): string => time.replace('T', ' ').slice(0, '2026-03-01 10:20:30'.length);

export function renderInfo({ serverVersion, startTime, endTime, gtids }: XtrabackupInfo): string {
  const fields = {
    tool_name: 'xtrabackup',
    server_version: serverVersion,
    start_time: mysqlTime(startTime),
    end_time: mysqlTime(endTime),
    binlog_pos: `filename 'binlog.000002', position '197', GTID of the last change '${gtids}'`,
    partial: 'N',
    incremental: 'N',
    format: 'xbstream',
    compressed: 'N',
    encrypted: 'N',
  };
  return Object.entries(fields)
    .map(([name, value]) => `${name} = ${value}\n`)
    .join('');
}

/** undefined for what cannot be read. */
export function parseInfo(text: string): XtrabackupInfo | undefined {
  const field = (name: string): string | undefined => new RegExp(`^${name} = (.*)$`, 'm').exec(text)?.[1];
  const [serverVersion, start, end] = ['server_version', 'start_time', 'end_time'].map(field);
  const gtids = /GTID of the last change '([^']*)'/.exec(text)?.[1];
  if (!serverVersion || !start || !end || gtids === undefined) return undefined;
  const rfc3339 = (time: string): string => `${time.replace(' ', 'T')}Z`;
  return { serverVersion, startTime: rfc3339(start), endTime: rfc3339(end), gtids };
}
