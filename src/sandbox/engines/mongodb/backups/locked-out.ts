import { isLockedOut, readDatabase } from '../../percona/data/database.js';
import { fail, type Rule } from '../../percona/step.js';
import type { Psmdb } from '../psmdb.js';
import { MONGODB_BACKUPS } from './mongodb-backups.js';

/** After a restore that has brought other passwords along than those of the users Secret. */
export const failLockedOut: Rule<Psmdb> = ({ cluster, secret }) => {
  const database = readDatabase(cluster, MONGODB_BACKUPS.emptyDatabase);
  return isLockedOut(database, MONGODB_BACKUPS.passwordsOf(cluster, secret))
    ? fail(
        'failed to get mongo client: ping mongo: connection() error: auth error: sasl conversation error: Authentication failed',
      )
    : undefined;
};
