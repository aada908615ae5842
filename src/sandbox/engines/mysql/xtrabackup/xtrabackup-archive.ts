import { parseOwn } from '../../mechanics/archive/parse-own.js';
import { createHash } from 'node:crypto';
import { ArchiveError } from '../../mechanics/archive/archive-bucket.js';
import type { Row } from '../../mechanics/data/ledger.js';
import type { Accounts } from '../../percona/data/accounts.js';
import type { BucketFolder } from '../../percona/storage/bucket-folder.js';
import { BINLOG_PREFIX, binlogName, GTIDS_SUFFIX, gtidsOf, type BinlogEvent } from './binlog.js';
import { parseInfo, renderInfo, type XtrabackupInfo } from './xtrabackup-info.js';

/** What xbcloud hangs on to the names of files: the number of the piece. */
const PIECE = '.00000000000000000000';
const ROWS = `app/rows.ibd${PIECE}`;
const USERS = `mysql.ibd${PIECE}`;
const INFO = `xtrabackup_info${PIECE}`;

/** What a backup holds: the rows, and the users with their passwords. */
export interface DataDirectory {
  readonly rows: readonly Row[];
  readonly system: Accounts;
  readonly users: Accounts;
}

/**
 * A folder as the operator's tools lay it out: a folder of pieces for each backup with `.sst_info/` and `.md5` beside it,
 * and binary logs in a folder of their own. What is in a table is our own: JSON, which a person can read.
 */
export class XtrabackupArchive {
  constructor(private readonly folder: BucketFolder) {}

  /** As the tool, it does away first with what an earlier attempt has left. */
  async putBackup(name: string, info: XtrabackupInfo, { rows, ...users }: DataDirectory): Promise<void> {
    await this.deleteBackup(name);
    const content = `${JSON.stringify(rows)}\n`;
    await this.folder.put(`${name}.sst_info/sst_info${PIECE}`, `[sst]\nmysql-version=${info.serverVersion}\n`);
    await this.folder.put(`${name}/${ROWS}`, content);
    await this.folder.put(`${name}/${USERS}`, `${JSON.stringify(users)}\n`);
    await this.folder.put(`${name}/${INFO}`, renderInfo(info));
    await this.folder.put(`${name}.md5`, `${createHash('md5').update(content).digest('hex')}  ${ROWS}\n`);
  }

  async hasBackup(name: string): Promise<boolean> {
    return (await this.folder.list(`${name}/`)).length > 0;
  }

  /** @throws ArchiveError when it is not complete, or not ours. */
  async readBackup(name: string): Promise<{ info: XtrabackupInfo; data: DataDirectory }> {
    const info = parseInfo(String(await this.folder.get(`${name}/${INFO}`)));
    if (!info) throw new ArchiveError('no gtid data in backup');
    const rows = parseOwn<Row[]>(await this.folder.get(`${name}/${ROWS}`));
    const users = parseOwn<Omit<DataDirectory, 'rows'>>(await this.folder.get(`${name}/${USERS}`));
    return { info, data: { rows, ...users } };
  }

  async deleteBackup(name: string): Promise<void> {
    for (const beginning of [`${name}/`, `${name}.sst_info/`, `${name}.md5`]) await this.folder.deleteAll(beginning);
  }

  /** The set of transactions last: a log without it does not count. */
  async putBinlog(events: readonly BinlogEvent[]): Promise<void> {
    const name = binlogName(events);
    await this.folder.put(name, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
    await this.folder.put(`${name}${GTIDS_SUFFIX}`, gtidsOf(events));
    await this.folder.put(`last-binlog-set-${events.at(-1)?.source}`, gtidsOf(events));
  }

  /** All transactions that are there. @throws ArchiveError when there are none at all. */
  async binlogs(): Promise<BinlogEvent[]> {
    const names = await this.folder.list(BINLOG_PREFIX);
    const whole = names.filter((name) => names.includes(`${name}${GTIDS_SUFFIX}`));
    if (whole.length === 0) throw new ArchiveError(`no objects for prefix ${BINLOG_PREFIX}`);
    const contents = await Promise.all(whole.map((name) => this.folder.get(name)));
    const lines = contents.flatMap((content) => content.toString().split('\n').filter(Boolean));
    return lines.map((line) => parseOwn<BinlogEvent>(Buffer.from(line)));
  }

  close(): void {
    this.folder.close();
  }
}
