import { backupsBy, bucketKeys, restoreBy } from '../../percona/backups/index.js';
import type { EngineSecrets } from '../../contract/index.js';
import { usersSecretName } from '../names.js';
import { FORMAT } from './format.js';

export { FORMAT } from './format.js';

export const BACKUPS = backupsBy(FORMAT);
export const RESTORE = restoreBy(FORMAT);

const USERS = ['DATABASE_ADMIN', 'CLUSTER_ADMIN', 'CLUSTER_MONITOR', 'USER_ADMIN', 'BACKUP'];

export const SECRETS: EngineSecrets = {
  bucketKeys,
  users: {
    secretName: usersSecretName,
    keys: USERS.flatMap((user) => [`MONGODB_${user}_USER`, `MONGODB_${user}_PASSWORD`]),
  },
};
