import { backupController } from '../percona/backups/backup-reconciler.js';
import type { RequestObject } from '../percona/backups/backup-types.js';
import { BACKUP_FAILURES } from '../percona/backups/failures.js';
import type { PerconaEngine } from '../percona/engine.js';
import { failOnRequest, refuse, setCrVersion } from '../percona/rules/gate.js';
import { provision } from '../percona/rules/provision.js';
import { syncSets } from '../percona/rules/sets.js';
import { syncUsers } from '../percona/rules/users.js';
import { failLockedOut } from './backups/locked-out.js';
import { MONGODB_BACKUPS } from './backups/mongodb-backups.js';
import { isActive, isOver } from './backups/orders.js';
import { componentsOf } from './components.js';
import { leanCrds } from './crds/index.js';
import { PSMDB, PSMDB_BACKUP, PSMDB_RESTORE } from './kinds.js';
import { OPERATOR } from './operator-identity.js';
import type { Psmdb } from './psmdb.js';
import { growMongoVolumes } from './rules/volumes.js';
import { deletion, keepShards, raiseCompatibility, reportCrashes } from './rules/lifecycle.js';
import { smartUpdate } from './rules/smart-update.js';
import { secretNamesOf, secretRecipes } from './secrets.js';
import { servicesOf } from './services.js';
import { foldStatus } from './status/fold-status.js';
import { findProblem } from './validate-psmdb.js';
import { APP, FIELD_MANAGER, OPERATOR_VERSION } from './well-known.js';

/** Percona's operator for MongoDB, 1.22. */
export const MONGODB_ENGINE: PerconaEngine<Psmdb> = {
  name: 'mongodb',
  app: APP,
  fieldManager: FIELD_MANAGER,
  kinds: { cluster: PSMDB, backup: PSMDB_BACKUP, restore: PSMDB_RESTORE },
  crVersion: OPERATOR_VERSION,
  refusal: 'wrong psmdb options',
  resizeMark: 'set',
  ownFailures: BACKUP_FAILURES,
  operator: OPERATOR,
  crds: leanCrds,
  clusterOf: (request) => (request as RequestObject & { spec?: { clusterName?: string } }).spec?.clusterName,
  isBackupActive: isActive,
  // From its beginning on: routers are gone while PBM has not been told yet.
  isRestoreActive: (restore) => !isOver(restore),
  componentsOf,
  secretNamesOf,
  rules: [
    deletion,
    setCrVersion,
    failOnRequest,
    refuse(findProblem),
    keepShards,
    provision({ secrets: secretRecipes, services: servicesOf }),
    growMongoVolumes,
    syncSets,
    reportCrashes,
    failLockedOut,
    syncUsers(({ spec }: Psmdb) => (spec.users ?? []).flatMap(({ passwordSecretRef }) => passwordSecretRef ?? [])),
    smartUpdate,
    raiseCompatibility,
  ],
  foldStatus,
  controllers: (parts) => [backupController(MONGODB_BACKUPS, parts)],
};
