import { cleanupOf } from '../percona/cleanup.js';
import { MONGODB } from './dialect.js';

export const planCleanup = cleanupOf(
  MONGODB,
  "create the operator's PerconaServerMongoDB anew under the name of the database, of the same replica sets and version, " +
    'with spec.secrets.users naming the Secret: its members find the claims by their names',
);
