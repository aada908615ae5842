import { cleanupOf } from '../percona/cleanup.js';
import { MYSQL } from './dialect.js';

export const planCleanup = cleanupOf(
  MYSQL,
  'The volume claims keep the data, and the Secrets the passwords that belong to it; the name stays taken while the claims exist. ' +
    "To get at the data, create the operator's PerconaXtraDBCluster anew under the name of the database, of the same size " +
    'and version, with spec.secretsName naming the Secret: its members find the claims by their names. ' +
    'Delete claims and Secrets when the data is no longer wanted.',
);
