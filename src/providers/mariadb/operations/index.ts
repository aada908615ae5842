import type { CustomOperations, OperationsTable } from '../../contract/index.js';
import { expose } from './expose.js';
import { horizontalScaling } from './horizontal-scaling.js';
import { rebuildInstance } from './rebuild-instance.js';
import { reconfiguring } from './reconfiguring.js';
import { restart } from './restart.js';
import { restore } from './restore.js';
import { switchover } from './switchover.js';
import { upgrade } from './upgrade.js';
import { verticalScaling } from './vertical-scaling.js';
import { volumeExpansion } from './volume-expansion.js';

const NO_POWER = {
  unsupported:
    'The operator has no way to stop MariaDB and keep its volumes: it refuses to have no member. To save what it costs, scale its resources down; to be rid of it, delete it with deletionPolicy Retain.',
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
  Restore: restore,
  Switchover: switchover,
  RebuildInstance: rebuildInstance,
  Expose: expose,
};

export const CUSTOM_OPERATIONS: CustomOperations = {
  unsupported:
    'All that the operator can be asked to do has a type of its own: what else it offers are states that last, such as its maintenance mode, and no operation has an end there.',
};
