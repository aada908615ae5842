import type { OperationsTable } from '../../contract/index.js';
import { expose } from './expose.js';
import { horizontalScaling } from './horizontal-scaling.js';
import { rebuildInstance } from './rebuild-instance.js';
import { reconfiguring } from './reconfiguring.js';
import { restart } from './restart.js';
import { switchover } from './switchover.js';
import { upgrade } from './upgrade.js';
import { verticalScaling } from './vertical-scaling.js';
import { volumeExpansion } from './volume-expansion.js';

const NO_POWER = {
  unsupported:
    'The operator has no way to stop MariaDB and keep its volumes: it refuses to have no member. To save what it costs, scale its resources down; to be rid of it, delete it with deletionPolicy Retain.',
};

const NO_RESTORE = {
  unsupported:
    "Restores of MariaDB are not offered yet. Make a MariaDB of the operator's yourself, with spec.bootstrapFrom naming the backup, and move the data.",
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
  Restore: NO_RESTORE,
  Switchover: switchover,
  RebuildInstance: rebuildInstance,
  Expose: expose,
};
