import { backupController } from '../percona/backups/backup-reconciler.js';
import type { PerconaEngine } from '../percona/engine.js';
import type { RequestObject } from '../percona/backups/backup-types.js';
import { BACKUP_FAILURES } from '../percona/backups/failures.js';
import { LABEL } from '../percona/well-known.js';
import { failOnRequest, refuse, setCrVersion } from '../percona/rules/gate.js';
import { provision } from '../percona/rules/provision.js';
import { syncSets } from '../percona/rules/sets.js';
import { syncUsers } from '../percona/rules/users.js';
import { MYSQL_BACKUPS } from './backups/mysql-backups.js';
import { isActive } from './backups/orders.js';
import { componentsOf } from './components.js';
import { leanCrds } from './crds/index.js';
import { PXC, PXC_BACKUP, PXC_RESTORE } from './kinds.js';
import { OPERATOR } from './operator-identity.js';
import type { Pxc } from './pxc.js';
import { deletion, noteRelease } from './rules/lifecycle.js';
import { smartUpdate } from './rules/smart-update.js';
import { growMysqlVolumes } from './rules/volumes.js';
import { secretNamesOf, secretRecipes } from './secrets.js';
import { servicesOf } from './services.js';
import { foldStatus } from './status/fold-status.js';
import { findProblem } from './validate-pxc.js';
import { APP, FIELD_MANAGER, OPERATOR_VERSION, PITR_COMPONENT } from './well-known.js';

/** Percona's operator for XtraDB Cluster, 1.19. */
export const MYSQL_ENGINE: PerconaEngine<Pxc> = {
  name: 'mysql',
  app: APP,
  fieldManager: FIELD_MANAGER,
  kinds: { cluster: PXC, backup: PXC_BACKUP, restore: PXC_RESTORE },
  crVersion: OPERATOR_VERSION,
  refusal: 'wrong PXC options',
  resizeMark: 'cluster',
  ownFailures: BACKUP_FAILURES,
  operator: OPERATOR,
  crds: leanCrds,
  clusterOf: (request) => (request as RequestObject & { spec?: { pxcCluster?: string } }).spec?.pxcCluster,
  isBackupActive: isActive,
  isRestoreActive: isActive,
  componentsOf,
  secretNamesOf,
  rules: [
    deletion,
    setCrVersion,
    failOnRequest,
    refuse(findProblem),
    provision({
      secrets: secretRecipes,
      services: servicesOf,
      isOthers: ({ metadata }) => metadata.labels?.[LABEL.component] === PITR_COMPONENT,
    }),
    growMysqlVolumes,
    syncSets,
    syncUsers(({ spec }: Pxc) => (spec.users ?? []).flatMap(({ passwordSecretRef }) => passwordSecretRef ?? [])),
    smartUpdate,
    noteRelease,
  ],
  foldStatus,
  controllers: (parts) => [backupController(MYSQL_BACKUPS, parts)],
};
