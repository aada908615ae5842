import type { KubeObject } from '../../../../kube/meta/index.js';
import { DATA_ANNOTATION } from '../../mechanics/data/annotations.js';
import { ledgerAnnotations, readLedger } from '../../mechanics/data/kept-ledger.js';
import type { Ledger } from '../../mechanics/data/ledger.js';
import { fits, type Accounts } from './accounts.js';

/** What a database has on its disks, whichever engine. Kept on the cluster's object, and gone with it. */
export interface Database extends Ledger {
  /** The operator's own users: by these it logs in. */
  readonly system: Accounts;
  /** Those that somebody asked for in the cluster's object. */
  readonly users: Accounts;
  /** What the operator remembers to have given those: it looks at a Secret again only when that has changed. */
  readonly given: Accounts;
  /** Its accounts came out of a backup, and nobody has logged in since. */
  readonly restored?: boolean;
  /** The place that its log goes to; absent while there is none. */
  readonly place?: string;
  /** Why the last attempt to ship the log failed. */
  readonly trouble?: string;
}

export const EMPTY_DATABASE: Database = { rows: [], next: 1, pending: [], system: {}, users: {}, given: {} };

export const readDatabase = <D extends Database>(cluster: Pick<KubeObject, 'metadata'>, empty: D): D =>
  readLedger(cluster, { annotation: DATA_ANNOTATION.database, empty });

export const databaseAnnotations = ledgerAnnotations<Database>(DATA_ANNOTATION.database);

/** Passwords as Secrets have them now. */
export interface KnownPasswords {
  readonly system: Accounts;
  readonly users: Accounts;
}

/** Whether the operator's passwords are not the database's, which a restore brings about and no change of a Secret does. */
export const isLockedOut = ({ system, restored }: Database, known: Pick<KnownPasswords, 'system'>): boolean =>
  restored === true && !fits(system, known.system);

/** What the operator does about passwords once it is in: new ones are set, users that are missing are made. */
export function followPasswords<D extends Database>(database: D, known: KnownPasswords): D {
  if (isLockedOut(database, known)) return database;
  const isNew = ([name, password]: [string, string]): boolean =>
    database.given[name] !== password || database.users[name] === undefined;
  const changed = Object.fromEntries(Object.entries(known.users).filter(isNew));
  return {
    ...database,
    system: known.system,
    users: { ...database.users, ...changed },
    given: { ...database.given, ...changed },
    restored: undefined,
  };
}
