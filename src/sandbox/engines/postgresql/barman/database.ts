import type { Cluster } from '../cluster.js';
import { ledgerAnnotations, readLedger } from '../../mechanics/data/kept-ledger.js';
import type { Ledger, LogRecord } from '../../mechanics/data/ledger.js';
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

export const readDatabase = (cluster: Pick<Cluster, 'metadata'>): Database =>
  readLedger(cluster, { annotation: SANDBOX_ANNOTATION.wal, empty: EMPTY });

export const databaseAnnotations = ledgerAnnotations<Database>(SANDBOX_ANNOTATION.wal);
