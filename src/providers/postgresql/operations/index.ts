import type { CustomOperation, OperationsTable, UnsupportedOperation } from '../../contract/index.js';
import { horizontalScaling } from './horizontal-scaling.js';
import { start, stop } from './power.js';
import { restart } from './restart.js';
import { verticalScaling } from './vertical-scaling.js';

const NOT_YET: UnsupportedOperation = { unsupported: 'This release does not carry it out on PostgreSQL.' };

export const OPERATIONS: OperationsTable = {
  Start: start,
  Stop: stop,
  Restart: restart,
  HorizontalScaling: horizontalScaling,
  VerticalScaling: verticalScaling,
  VolumeExpansion: NOT_YET,
  Reconfiguring: NOT_YET,
  Upgrade: NOT_YET,
  Switchover: NOT_YET,
  RebuildInstance: NOT_YET,
  Expose: NOT_YET,
};

export const CUSTOM_OPERATIONS: readonly CustomOperation[] = [];
