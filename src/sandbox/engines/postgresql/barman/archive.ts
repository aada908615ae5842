import { parseOwn } from '../../mechanics/archive/parse-own.js';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { ArchiveError, type ArchiveBucket } from '../../mechanics/archive/archive-bucket.js';
import { parseBackupInfo, renderBackupInfo, type BackupInfo } from './backup-info.js';
import type { Row } from '../../mechanics/data/ledger.js';
import type { WalRecord } from './database.js';
import { packFile, unpackFile } from './tar.js';
import { historyName, parseWalName, walName } from './wal-names.js';

export interface Compression {
  readonly wal?: string;
  readonly data?: string;
}

/** Name of the folder of a segment: all of its name but the last third. */
const FOLDER_DIGITS = 16;
const ROWS_FILE = 'pgdata/rows.json';
const GZIP_SUFFIX = '.gz';

/**
 * One server's folder, as Barman lays it out: `base/<id>/backup.info` and `data.tar`, `wals/<16 hex>/<24 hex>`. What is
 * in a segment or in a table file is our own: JSON, which a person can read.
 */
export class Archive {
  constructor(
    private readonly bucket: ArchiveBucket,
    /** Without a slash at its end. */
    private readonly folder: string,
    private readonly compression: Compression,
  ) {}

  /** But for the history of this timeline: whoever writes it is at its first word, and may have been stopped there. */
  async isEmpty(timeline?: number): Promise<boolean> {
    const keys = await this.bucket.list(`${this.folder}/wals/`);
    const own = timeline === undefined ? undefined : `${this.folder}/wals/${historyName(timeline)}`;
    return keys.every((key) => withoutSuffix(key) === own);
  }

  async putWal(timeline: number, record: WalRecord): Promise<void> {
    const name = walName(timeline, record.number);
    const content = Buffer.from(`${JSON.stringify({ wal: name, ...record })}\n`);
    await this.put(`wals/${name.slice(0, FOLDER_DIGITS)}/${name}`, content, this.compression.wal);
  }

  /** Which timeline this one branched off from, and where. */
  async putHistory(timeline: number, segment: number): Promise<void> {
    const content = `${timeline - 1}\t${walName(timeline - 1, segment)}\tno recovery target specified\n`;
    await this.put(`wals/${historyName(timeline)}`, Buffer.from(content), this.compression.wal);
  }

  /** What comes after a segment, in order, whatever the timeline. */
  async walsAfter(segment: number): Promise<WalRecord[]> {
    const keys = await this.bucket.list(`${this.folder}/wals/`);
    const bySegment = new Map<number, string>();
    for (const key of keys) {
      const parsed = parseWalName(withoutSuffix(key.slice(key.lastIndexOf('/') + 1)));
      // Of two timelines the later one counts, and comes later in the list.
      if (parsed && parsed.segment > segment) bySegment.set(parsed.segment, key);
    }
    const inOrder = [...bySegment].sort(([a], [b]) => a - b);
    return Promise.all(inOrder.map(async ([, key]) => parseOwn<WalRecord>(await this.get(key))));
  }

  /** Table files first: a backup without `backup.info` is none. */
  async putBase(info: BackupInfo, rows: readonly Row[]): Promise<void> {
    const seconds = Math.floor(Date.parse(info.endTime) / 1000);
    const tar = packFile(ROWS_FILE, Buffer.from(`${JSON.stringify(rows)}\n`), seconds);
    await this.put(`base/${info.id}/data.tar`, tar, this.compression.data);
    await this.bucket.put(`${this.folder}/base/${info.id}/backup.info`, Buffer.from(renderBackupInfo(info)));
  }

  /** The complete ones, the oldest first. */
  async bases(): Promise<BackupInfo[]> {
    const keys = await this.bucket.list(`${this.folder}/base/`);
    const infos = keys.filter((key) => key.endsWith('/backup.info')).map((key) => this.readInfo(key));
    const complete = (await Promise.all(infos)).filter((info) => info !== undefined);
    return complete.sort((a, b) => Date.parse(a.endTime) - Date.parse(b.endTime));
  }

  async rowsOf({ id }: BackupInfo): Promise<readonly Row[]> {
    const key = (await this.bucket.list(`${this.folder}/base/${id}/data.tar`))[0];
    const content = key && unpackFile(await this.get(key));
    if (!content) throw new ArchiveError(`backup ${id} has no data that can be read`);
    return parseOwn<Row[]>(content);
  }

  /** The mark first: what is left of a deletion that was cut off must not look like a backup. */
  async deleteBase({ id }: BackupInfo): Promise<void> {
    const prefix = `${this.folder}/base/${id}/`;
    await this.bucket.delete(`${prefix}backup.info`);
    for (const key of await this.bucket.list(prefix)) await this.bucket.delete(key);
  }

  async deleteWalsBefore(name: string): Promise<void> {
    const first = parseWalName(name)?.segment ?? 0;
    for (const key of await this.bucket.list(`${this.folder}/wals/`)) {
      const parsed = parseWalName(withoutSuffix(key.slice(key.lastIndexOf('/') + 1)));
      if (parsed && parsed.segment < first) await this.bucket.delete(key);
    }
  }

  close(): void {
    this.bucket.close();
  }

  private async readInfo(key: string): Promise<BackupInfo | undefined> {
    const id = key.split('/').at(-2) ?? '';
    return parseBackupInfo(id, String(await this.bucket.get(key)));
  }

  private async put(name: string, content: Buffer, compression: string | undefined): Promise<void> {
    if (compression !== undefined && compression !== 'gzip')
      throw new ArchiveError(`the sandbox compresses by gzip, not by ${compression}`);
    const isPlain = compression === undefined;
    const body = isPlain ? content : await promisify(gzip)(content);
    await this.bucket.put(`${this.folder}/${name}${isPlain ? '' : GZIP_SUFFIX}`, body);
  }

  private async get(key: string): Promise<Buffer> {
    const body = await this.bucket.get(key);
    if (!key.endsWith(GZIP_SUFFIX)) return body;
    return promisify(gunzip)(body).catch(() => {
      throw new ArchiveError(`${key} cannot be read`);
    });
  }
}

const withoutSuffix = (name: string): string =>
  name.endsWith(GZIP_SUFFIX) ? name.slice(0, -GZIP_SUFFIX.length) : name;
