import type { CustomOperations, OperationsTable } from '../../contract/index.js';
import { NO_BACKUPS } from '../capabilities.js';
import { expose } from './expose.js';
import { horizontalScaling } from './horizontal-scaling.js';
import { rebalance } from './rebalance.js';
import { rebuildInstance } from './rebuild-instance.js';
import { reconfiguring } from './reconfiguring.js';
import { restart } from './restart.js';
import { upgrade } from './upgrade.js';
import { verticalScaling } from './vertical-scaling.js';
import { volumeExpansion } from './volume-expansion.js';

const NO_POWER = {
  unsupported:
    'The operator has no way to stop Kafka and keep its volumes. To save what it costs, scale its resources down; to be rid of it, delete it with deletionPolicy Retain.',
};

export const OPERATIONS: OperationsTable = {
  Start: NO_POWER,
  Stop: NO_POWER,
  Restart: restart,
  HorizontalScaling: horizontalScaling,
  VerticalScaling: verticalScaling,
  VolumeExpansion: volumeExpansion,
  Reconfiguring: reconfiguring,
  Upgrade: upgrade,
  Restore: NO_BACKUPS,
  Switchover: {
    unsupported:
      'Kafka has no primary: each partition has a leader of its own, and finds another by itself. To move leaders, restart a member or run the custom operation "rebalance".',
  },
  RebuildInstance: rebuildInstance,
  Expose: expose,
};

export const CUSTOM_OPERATIONS = [rebalance] as const satisfies CustomOperations;
