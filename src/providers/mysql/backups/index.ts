import type { EngineSecrets } from '../../contract/index.js';
import { backupsBy, bucketKeys, restoreBy } from '../../percona/backups/index.js';
import { usersSecretName } from '../names.js';
import { FORMAT } from './format.js';

export { FORMAT } from './format.js';

export const BACKUPS = backupsBy(FORMAT);
export const RESTORE = restoreBy(FORMAT);

export const SECRETS: EngineSecrets = {
  bucketKeys,
  users: {
    secretName: usersSecretName,
    keys: ['root', 'operator', 'monitor', 'xtrabackup', 'replication', 'proxyadmin'],
  },
};
