import { chmodSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { isNativeError } from 'node:util/types';

import type { Journal, JournalContent, JournalRecord } from './journal.js';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS objects (
    resource TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL, json BLOB NOT NULL,
    PRIMARY KEY (resource, namespace, name)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`;

const PRAGMAS = 'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;';

interface ObjectRow {
  resource: string;
  namespace: string;
  name: string;
  revision: number;
  json: Uint8Array;
}

/**
 * The latest state of every object in one SQLite file. Each batch is one transaction in the write-ahead log, synced
 * before `commit` returns: neither a killed process nor a power cut loses what was acknowledged.
 */
export class SqliteJournal implements Journal {
  readonly durable = true;
  private readonly database: DatabaseSync;
  private readonly upsert: StatementSync;
  private readonly remove: StatementSync;
  private readonly setCounter: StatementSync;

  /** @throws when another process has the file open: two servers on one store would undo each other's writes. */
  constructor(path: string) {
    this.database = openExclusively(path);
    // Secrets are in it.
    chmodSync(path, 0o600);
    this.upsert = this.database.prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?)');
    this.remove = this.database.prepare('DELETE FROM objects WHERE resource = ? AND namespace = ? AND name = ?');
    this.setCounter = this.database.prepare("INSERT OR REPLACE INTO counters VALUES ('revision', ?)");
  }

  load(): JournalContent {
    const counter = this.database.prepare("SELECT value FROM counters WHERE name = 'revision'").get();
    return { revision: Number(counter?.['value'] ?? 0), records: this.records() };
  }

  commit(batch: readonly JournalRecord[]): void {
    this.database.exec('BEGIN IMMEDIATE');
    try {
      for (const record of batch) this.write(record);
      this.setCounter.run(batch.at(-1)!.revision);
      this.database.exec('COMMIT');
    } catch (error) {
      this.database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.database.close();
  }

  private write({ storageKey, namespace, name, revision, json }: JournalRecord): void {
    if (json) this.upsert.run(storageKey, namespace, name, revision, json);
    else this.remove.run(storageKey, namespace, name);
  }

  private *records(): Generator<JournalRecord & { json: Buffer }> {
    for (const row of this.database.prepare('SELECT * FROM objects').iterate()) {
      const { resource, json, ...rest } = row as unknown as ObjectRow;
      yield { storageKey: resource, ...rest, json: Buffer.from(json.buffer, json.byteOffset, json.byteLength) };
    }
  }
}

function openExclusively(path: string): DatabaseSync {
  const database = new DatabaseSync(path);
  try {
    database.exec(PRAGMAS);
    // The lock is taken by the first write, and this is one.
    database.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT;`);
    return database;
  } catch (error) {
    database.close();
    if (!isNativeError(error) || !/locked|busy/.test(error.message)) throw error;
    throw new Error(`"${path}" is in use by another server`, { cause: error });
  }
}
