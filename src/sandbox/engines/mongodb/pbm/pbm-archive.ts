import { parseOwn } from '../../mechanics/archive/parse-own.js';
import type { Row } from '../../mechanics/data/ledger.js';
import type { Accounts } from '../../percona/data/accounts.js';
import type { BucketFolder } from '../../percona/storage/bucket-folder.js';
import { parseBackupMeta, PBM_VERSION, type BackupMeta } from './backup-meta.js';
import { chunkName, CHUNKS_FOLDER, parseChunkName, type ChunkSpan } from './chunk-name.js';
import { compression, unpackNamed } from './compression.js';
import { NAMESPACE, type Op } from './oplog.js';
import { isAfter, type Timestamp } from './timestamp.js';

const ROWS = NAMESPACE;
const USERS = 'admin.system.users';

/** What a dump has of the accounts: those of the operator, and those that were asked for. */
export interface DumpedAccounts {
  readonly system: Accounts;
  readonly users: Accounts;
}

export interface Dump {
  readonly rows: ReadonlyMap<string, readonly Row[]>;
  readonly accounts: DumpedAccounts;
}

export interface Chunk extends ChunkSpan {
  /** In the bucket. */
  readonly name: string;
}

/**
 * A folder as PBM lays it out: `<backup>.pbm.json` beside `<backup>/<replset>/<namespace>`, and the oplog below `pbmPitr`.
 * What is in a collection is our own: JSON, which a person can read.
 */
export class PbmArchive {
  constructor(private readonly folder: BucketFolder) {}

  /** The metadata last: without them there is no backup. */
  async putBackup(meta: BackupMeta, { rows, accounts }: Dump): Promise<void> {
    await this.folder.put('.pbm.init', PBM_VERSION);
    for (const [replset, part] of rows) await this.putDump(meta, `${replset}/${ROWS}`, part);
    await this.putDump(meta, `${accountsHolder(meta)}/${USERS}`, accounts);
    await this.folder.put(`${meta.name}.pbm.json`, JSON.stringify(meta, undefined, '\t'));
  }

  async names(): Promise<string[]> {
    const found = await this.folder.list('');
    return found.filter((name) => /^[^/]+\.pbm\.json$/.test(name)).map((name) => name.slice(0, -'.pbm.json'.length));
  }

  /** undefined when there is no such backup, or it is not complete. */
  async metaOf(name: string): Promise<BackupMeta | undefined> {
    const names = await this.folder.list(`${name}.pbm.json`);
    return names.length === 0 ? undefined : parseBackupMeta(await this.folder.get(`${name}.pbm.json`));
  }

  async rowsOf(meta: BackupMeta, replset: string): Promise<readonly Row[]> {
    return parseOwn(await this.getDump(meta, `${replset}/${ROWS}`));
  }

  async accountsOf(meta: BackupMeta): Promise<DumpedAccounts> {
    return parseOwn(await this.getDump(meta, `${accountsHolder(meta)}/${USERS}`));
  }

  async deleteBackup(name: string): Promise<void> {
    // First: what is left of a deletion that was cut off must not look like a backup.
    await this.folder.deleteAll(`${name}.pbm.json`);
    await this.folder.deleteAll(`${name}/`);
  }

  async putChunk(span: ChunkSpan, ops: readonly Op[], method: string): Promise<void> {
    const { suffix, pack } = compression(method);
    const content = ops.map((op) => `${JSON.stringify(op)}\n`).join('');
    await this.folder.put(`${chunkName(span)}${suffix}`, await pack(Buffer.from(content)));
  }

  async chunks(): Promise<Chunk[]> {
    const names = await this.folder.list(`${CHUNKS_FOLDER}/`);
    return names.flatMap((name) => {
      const span = parseChunkName(name);
      return span ? [{ ...span, name }] : [];
    });
  }

  async opsIn({ name }: Chunk): Promise<Op[]> {
    const content = await unpackNamed(name, await this.folder.get(name));
    const lines = content.toString().split('\n').filter(Boolean);
    return lines.map((line) => parseOwn<Op>(Buffer.from(line)));
  }

  async deleteChunksUpTo(time: Timestamp): Promise<void> {
    const old = (await this.chunks()).filter(({ to }) => !isAfter(to, time));
    for (const { name } of old) await this.folder.delete(name);
  }

  close(): void {
    this.folder.close();
  }

  private async putDump(meta: BackupMeta, collection: string, content: unknown): Promise<void> {
    const { suffix, pack } = compression(meta.compression);
    const packed = await pack(Buffer.from(`${JSON.stringify(content)}\n`));
    await this.folder.put(`${meta.name}/${collection}${suffix}`, packed);
  }

  private async getDump({ name, compression: method }: BackupMeta, collection: string): Promise<Buffer> {
    const file = `${name}/${collection}${compression(method).suffix}`;
    return unpackNamed(file, await this.folder.get(file));
  }
}

/** Where a database keeps its accounts: on the config servers where it has shards. */
const accountsHolder = ({ replsets }: BackupMeta): string =>
  (replsets.find(({ iscs }) => iscs) ?? replsets[0])?.name ?? '';
