import type { FindSecret } from '../../mechanics/archive/read-secret.js';
import { hasReadyMember } from '../../percona/backups/ready-member.js';
import { serve } from '../../percona/backups/serve.js';
import type { BackupEngine } from '../../percona/backups/engine.js';
import { accountsIn, usersIn } from '../../percona/data/accounts.js';
import { EMPTY_DATABASE, type KnownPasswords } from '../../percona/data/database.js';
import { PSMDB, PSMDB_BACKUP, PSMDB_RESTORE } from '../kinds.js';
import { DEFAULT_USERS_SECRET } from '../names.js';
import type { Psmdb } from '../psmdb.js';
import { FIELD_MANAGER } from '../well-known.js';
import { MONGOD, type MongoBackupTypes } from './backed-up-cluster.js';
import { deleteMongoBackups } from './delete-backups.js';
import { isActive } from './orders.js';
import { refuseRestores, restoreDatabases } from './restore-databases.js';
import { resyncStorage } from './resync-storage.js';
import { shipOplog } from './ship-oplog.js';
import { takeBackups } from './take-backups.js';

/** Percona's operator for MongoDB and PBM, as far as backups go. */
export const MONGODB_BACKUPS: BackupEngine<MongoBackupTypes> = {
  kinds: { cluster: PSMDB, backup: PSMDB_BACKUP, restore: PSMDB_RESTORE },
  fieldManager: FIELD_MANAGER,
  emptyDatabase: EMPTY_DATABASE,
  isServing: ({ pods, restores }) => hasReadyMember(pods, MONGOD) && !restores.some(isActive),
  passwordsOf,
  steps: [deleteMongoBackups, serve, restoreDatabases, takeBackups, resyncStorage, shipOplog],
  stepsWithoutCluster: [deleteMongoBackups, refuseRestores],
};

function passwordsOf({ metadata: { namespace }, spec }: Psmdb, find: FindSecret): KnownPasswords {
  const system = find({ namespace, name: spec.secrets?.users ?? DEFAULT_USERS_SECRET });
  return {
    system: accountsIn(system, (key) => key.startsWith('MONGODB_') && key.endsWith('_PASSWORD')),
    users: usersIn(spec.users ?? [], (name) => find({ namespace, name })),
  };
}
