import type { CustomOperations, OperationsTable } from '../../contract/index.js';
import { sharedOperations } from '../../percona/operations/index.js';
import { RESTORE } from '../backups/index.js';
import { MONGODB } from '../dialect.js';
import { defineOperation } from './define-operation.js';
import { DOORS } from './doors.js';
import { horizontalScalingOf } from './horizontal-scaling.js';
import { resyncBackups } from './resync-backups.js';
import { isConfigured } from './settings.js';
import { switchover } from './switchover.js';
import { UPGRADE_RULES } from './upgrade-rules.js';

const shared = sharedOperations(defineOperation, MONGODB, { isConfigured, upgrade: UPGRADE_RULES, doors: DOORS });

export const OPERATIONS: OperationsTable = {
  ...shared,
  HorizontalScaling: horizontalScalingOf(shared.HorizontalScaling),
  Restore: RESTORE,
  Switchover: switchover,
};

export const CUSTOM_OPERATIONS = [resyncBackups] as const satisfies CustomOperations;
