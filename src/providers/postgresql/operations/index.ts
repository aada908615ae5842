import type { CustomOperation, OperationsTable, UnsupportedOperation } from '../../contract/index.js';

const NOT_YET: UnsupportedOperation = { unsupported: 'This release does not carry it out on PostgreSQL.' };

export const OPERATIONS: OperationsTable = {
  Start: NOT_YET,
  Stop: NOT_YET,
  Restart: NOT_YET,
  HorizontalScaling: NOT_YET,
  VerticalScaling: NOT_YET,
  VolumeExpansion: NOT_YET,
  Reconfiguring: NOT_YET,
  Upgrade: NOT_YET,
  Switchover: NOT_YET,
  RebuildInstance: NOT_YET,
  Expose: NOT_YET,
};

export const CUSTOM_OPERATIONS: readonly CustomOperation[] = [];
