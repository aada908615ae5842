import type { CustomOperations, OperationsTable } from '../../contract/index.js';
import { expose } from './expose.js';
import { fence, unfence } from './fencing.js';
import { horizontalScaling } from './horizontal-scaling.js';
import { start, stop } from './power.js';
import { rebuildInstance } from './rebuild-instance.js';
import { reconfiguring } from './reconfiguring.js';
import { reload } from './reload.js';
import { restart } from './restart.js';
import { restore } from './restore.js';
import { switchover } from './switchover.js';
import { upgrade } from './upgrade.js';
import { verticalScaling } from './vertical-scaling.js';
import { volumeExpansion } from './volume-expansion.js';

export const OPERATIONS: OperationsTable = {
  Start: start,
  Stop: stop,
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

export const CUSTOM_OPERATIONS = [reload, fence, unfence] as const satisfies CustomOperations;
