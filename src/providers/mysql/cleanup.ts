import { cleanupOf } from '../percona/cleanup.js';
import { MYSQL } from './dialect.js';

export const planCleanup = cleanupOf(
  MYSQL,
  "create the operator's PerconaXtraDBCluster anew under the name of the database, of the same size and version, with " +
    'spec.secretsName naming the Secret: its members find the claims by their names',
);
