import type { CustomOperations, OperationsTable } from '../../contract/index.js';
import { sharedOperations } from '../../percona/operations/index.js';
import { RESTORE } from '../backups/index.js';
import { MYSQL } from '../dialect.js';
import { defineOperation } from './define-operation.js';
import { DOORS } from './doors.js';
import { isConfigured } from './settings.js';
import { UPGRADE_RULES } from './upgrade-rules.js';

const NO_SWITCHOVER = {
  unsupported:
    'Every member can be written to, and the proxy leads writers to the first member whenever that is well: what is handed over would come back. To have another one for a while, restart the first member.',
};

export const OPERATIONS: OperationsTable = {
  ...sharedOperations(defineOperation, MYSQL, { isConfigured, upgrade: UPGRADE_RULES, doors: DOORS }),
  Restore: RESTORE,
  Switchover: NO_SWITCHOVER,
};

/** Whatever else could be done to a member is done inside its pod, where nobody sees how it ends. */
export const CUSTOM_OPERATIONS: CustomOperations = {
  unsupported:
    'All that the operator can be asked for has a type of its own: its objects are databases, backups and restores, and it takes no other orders.',
};
