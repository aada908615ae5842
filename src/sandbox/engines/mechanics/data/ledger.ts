/** One row of the one table that a stand-in database has. */
export interface Row {
  /** When it was committed. RFC 3339. */
  readonly at: string;
  readonly text: string;
}

/** An entry of the log that can be shipped: with a row, or with nothing, where something else closed it. */
export interface LogRecord {
  readonly number: number;
  readonly at: string;
  readonly text?: string;
}

/** A table and the log of its changes: what every engine has on its disks. */
export interface Ledger {
  readonly rows: readonly Row[];
  /** Of the log record that is being written. */
  readonly next: number;
  /** Complete and not shipped yet, the oldest first. */
  readonly pending: readonly LogRecord[];
  /** The text that was written last: a row is written once. */
  readonly written?: string;
}

/** The table keeps its newest rows: an annotation is no disk. */
const MAX_ROWS = 100;
const MAX_TEXT = 200;
/** With so much log waiting its volume would be full, and the database down. */
const MAX_PENDING = 200;

export const isLedger = ({ rows, pending, next }: Partial<Ledger>): boolean =>
  Array.isArray(rows) && Array.isArray(pending) && Number.isInteger(next);

/** With the row that is asked for, unless it is there already. */
export function takeWrite<L extends Ledger>(ledger: L, asked: string | undefined, at: string): L {
  const text = asked?.slice(0, MAX_TEXT);
  if (text === ledger.written || ledger.pending.length >= MAX_PENDING) return ledger;
  if (text === undefined) return { ...ledger, written: undefined };
  return { ...closeRecord(ledger, at, text), rows: addRow(ledger.rows, { at, text }), written: text };
}

/** The log record in hand is complete, or made to be. */
export const closeRecord = <L extends Ledger>(ledger: L, at: string, text?: string): L => ({
  ...ledger,
  next: ledger.next + 1,
  pending: [...ledger.pending, { number: ledger.next, at, ...(text !== undefined && { text }) }],
});

/** Writing and replaying a row come to the same. */
export const addRow = (rows: readonly Row[], row: Row): readonly Row[] => [...rows, row].slice(-MAX_ROWS);
