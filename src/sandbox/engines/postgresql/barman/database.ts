import type { Cluster } from '../cluster.js';
import { DATA_ANNOTATION, parseAnnotation } from '../../mechanics/data/annotations.js';
import { isLedger, type Ledger, type LogRecord, type Row } from '../../mechanics/data/ledger.js';
import { SANDBOX_ANNOTATION } from '../well-known.js';

/** A segment of the write-ahead log that is full: with a row, or closed by a backup with nothing in it. */
export type WalRecord = LogRecord;

/** What PostgreSQL would have on its disks; a record of the log is a segment. Kept on the Cluster, and gone with it. */
export interface Database extends Ledger {
  /** The timeline that it was born on. */
  readonly timeline: number;
  /** The archive that segments go to; absent while none has accepted one. */
  readonly archive?: string;
  /** Why the last attempt to archive failed. */
  readonly trouble?: string;
}

const EMPTY: Database = { rows: [], timeline: 1, next: 1, pending: [] };

/** What is there at an instance's first start: nothing, or what a recovery has left. */
export function readDatabase({ metadata }: Pick<Cluster, 'metadata'>): Database {
  const { [DATA_ANNOTATION.rows]: rows, [SANDBOX_ANNOTATION.wal]: wal } = metadata.annotations ?? {};
  const state = { ...EMPTY, ...parseAnnotation<Partial<Database>>(wal), rows: parseAnnotation<Row[]>(rows) ?? [] };
  return isLedger(state) ? state : EMPTY;
}

export const databaseAnnotations = ({ rows, ...wal }: Database): Record<string, string> => ({
  [DATA_ANNOTATION.rows]: JSON.stringify(rows),
  [SANDBOX_ANNOTATION.wal]: JSON.stringify(wal),
});
