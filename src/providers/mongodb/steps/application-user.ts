import { APPLICATION_USER } from '../names.js';
import type { PsmdbUser } from '../upstream.js';

/** Where users are kept, and log in. */
export const AUTH_DATABASE = 'admin';

/** Everything with data and indexes of every database, a look at how the whole is; nothing with users and members. */
const ROLES = ['readWriteAnyDatabase', 'dbAdminAnyDatabase', 'clusterMonitor'] as const;

/** The password is ours: a Secret that the operator made would go with its database. */
export const applicationUser = (secretName: string): PsmdbUser => ({
  name: APPLICATION_USER,
  db: AUTH_DATABASE,
  passwordSecretRef: { name: secretName, key: 'password' },
  roles: ROLES.map((name) => ({ name, db: AUTH_DATABASE })),
});
