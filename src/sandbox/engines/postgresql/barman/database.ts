import { SANDBOX_ANNOTATION } from '../well-known.js';
import type { Cluster } from '../cluster.js';

/** One row of the one table that a stand-in database has. */
export interface Row {
  /** When it was committed. RFC 3339. */
  readonly at: string;
  readonly text: string;
}

/** A segment of the write-ahead log that is full: with a row, or closed by a backup with nothing in it. */
export interface WalRecord {
  readonly segment: number;
  readonly at: string;
  readonly text?: string;
}

/** What PostgreSQL would have on its disks. Kept on the Cluster, and gone with it. */
export interface Database {
  readonly rows: readonly Row[];
  /** The timeline that it was born on. */
  readonly timeline: number;
  /** The segment that is being written. */
  readonly next: number;
  /** Full and not archived yet, the oldest first. */
  readonly pending: readonly WalRecord[];
  /** The text that was written last: a row is written once. */
  readonly written?: string;
  /** The archive that segments go to; absent while none has accepted one. */
  readonly archive?: string;
  /** Why the last attempt to archive failed. */
  readonly trouble?: string;
}

const EMPTY: Database = { rows: [], timeline: 1, next: 1, pending: [] };

/** The table keeps its newest rows: an annotation is no disk. */
const MAX_ROWS = 100;
const MAX_TEXT = 200;
/** With so much log waiting its volume would be full, and PostgreSQL down. */
const MAX_PENDING = 200;

/** What is there at an instance's first start: nothing, or what a recovery has left. */
export function readDatabase({ metadata }: Pick<Cluster, 'metadata'>): Database {
  const { [SANDBOX_ANNOTATION.rows]: rows, [SANDBOX_ANNOTATION.wal]: wal } = metadata.annotations ?? {};
  const state = { ...EMPTY, ...parse<Partial<Database>>(wal), rows: parse<Row[]>(rows) ?? [] };
  // Somebody wrote into the annotations by hand: as good as an empty disk.
  return Array.isArray(state.rows) && Array.isArray(state.pending) && Number.isInteger(state.next) ? state : EMPTY;
}

export const databaseAnnotations = ({ rows, ...wal }: Database): Record<string, string> => ({
  [SANDBOX_ANNOTATION.rows]: JSON.stringify(rows),
  [SANDBOX_ANNOTATION.wal]: JSON.stringify(wal),
});

function parse<T>(text: string | undefined): T | undefined {
  try {
    return JSON.parse(text ?? '') as T;
  } catch {
    return undefined;
  }
}

/** With the row that the annotation asks for, unless it is there already. */
export function takeWrite(database: Database, asked: string | undefined, at: string): Database {
  const text = asked?.slice(0, MAX_TEXT);
  if (text === database.written || database.pending.length >= MAX_PENDING) return database;
  if (text === undefined) return { ...database, written: undefined };
  return { ...closeSegment(database, at, text), rows: addRow(database.rows, { at, text }), written: text };
}

/** The segment in hand is full, or made to be. */
export const closeSegment = (database: Database, at: string, text?: string): Database => ({
  ...database,
  next: database.next + 1,
  pending: [...database.pending, { segment: database.next, at, ...(text !== undefined && { text }) }],
});

/** Writing and replaying a row come to the same. */
export const addRow = (rows: readonly Row[], row: Row): readonly Row[] => [...rows, row].slice(-MAX_ROWS);
