import type { KubeObject } from '../../../kube/meta/index.js';
import { stableHash } from '../../../kube/writes/stable-hash.js';
import { DATA_ANNOTATION } from '../mechanics/data/annotations.js';
import { ledgerAnnotations, readLedger } from '../mechanics/data/kept-ledger.js';
import { takeWrite, type Ledger } from '../mechanics/data/ledger.js';

/** What the files of a database hold: a table, and the password of root, of which only a hash is told. */
export interface Database extends Ledger {
  readonly root?: string;
}

/** What a backup is. */
export type Copy = Pick<Database, 'rows' | 'root'>;

const EMPTY: Database = { rows: [], next: 1, pending: [] };

/** undefined before the first start. */
export function readDatabase({ metadata }: Pick<KubeObject, 'metadata'>): Database | undefined {
  if (metadata.annotations?.[DATA_ANNOTATION.database] === undefined) return undefined;
  return readLedger({ metadata }, { annotation: DATA_ANNOTATION.database, empty: EMPTY });
}

export const databaseAnnotations = ledgerAnnotations<Database>(DATA_ANNOTATION.database);

/** At the first start, and with what clients write; a database of the sandbox keeps no log. */
export function served(
  database: Database = EMPTY,
  root: string | undefined,
  { metadata }: KubeObject,
  now: Date,
): Database {
  const asked = metadata.annotations?.[DATA_ANNOTATION.write];
  const written = takeWrite(database, asked, now.toISOString());
  return { ...written, pending: [], root: database.root ?? (root && hashOf(root)) };
}

export const filledWith = ({ rows, root }: Copy): Database => ({ ...EMPTY, rows, ...(root && { root }) });

/** What the Secret says is not what came back with the data: probes fail, and the operator gets in no more. */
export const isLockedOut = (database: Database | undefined, root: string | undefined): boolean =>
  database?.root !== undefined && root !== undefined && database.root !== hashOf(root);

const hashOf = (password: string): string => stableHash(password);
