import type { FindSecret } from '../../mechanics/archive/read-secret.js';
import type { BackupEngine } from '../../percona/backups/engine.js';
import { hasReadyMember } from '../../percona/backups/ready-member.js';
import { serve } from '../../percona/backups/serve.js';
import { accountsIn, usersIn } from '../../percona/data/accounts.js';
import { EMPTY_DATABASE, type KnownPasswords } from '../../percona/data/database.js';
import { PXC, PXC_BACKUP, PXC_RESTORE } from '../kinds.js';
import type { Pxc } from '../pxc.js';
import { FIELD_MANAGER } from '../well-known.js';
import type { MysqlBackupTypes } from './backed-up-cluster.js';
import { collectBinlogs } from './collect-binlogs.js';
import { keepCollector } from './collector.js';
import { deleteMysqlBackups } from './delete-backups.js';
import { isActive } from './orders.js';
import { refuseRestores, restoreClusters } from './restore-clusters.js';
import { takeBackups } from './take-backups.js';

/** Percona's operator for XtraDB Cluster, XtraBackup and the collector of binary logs, as far as backups go. */
export const MYSQL_BACKUPS: BackupEngine<MysqlBackupTypes> = {
  kinds: { cluster: PXC, backup: PXC_BACKUP, restore: PXC_RESTORE },
  fieldManager: FIELD_MANAGER,
  emptyDatabase: EMPTY_DATABASE,
  isServing: ({ pods, restores }) => hasReadyMember(pods, 'pxc') && !restores.some(isActive),
  passwordsOf,
  steps: [deleteMysqlBackups, serve, restoreClusters, takeBackups, keepCollector, collectBinlogs],
  stepsWithoutCluster: [deleteMysqlBackups, refuseRestores],
};

/** Those that MySQL itself knows: the others are for proxies and monitoring. */
const SYSTEM_USERS: readonly string[] = ['root', 'operator', 'monitor', 'xtrabackup', 'replication'];

function passwordsOf({ metadata: { namespace, name }, spec }: Pxc, find: FindSecret): KnownPasswords {
  const system = find({ namespace, name: spec.secretsName ?? `${name}-secrets` });
  return {
    system: accountsIn(system, (key) => SYSTEM_USERS.includes(key)),
    users: usersIn(spec.users ?? [], (secret) => find({ namespace, name: secret })),
  };
}
