import type { PrinterColumn } from '../registry/served-resource.js';
import { CLUSTER_COLUMNS } from './core-columns/cluster-columns.js';
import { NETWORK_COLUMNS } from './core-columns/network-columns.js';
import { POD_COLUMNS } from './core-columns/pod-columns.js';
import { STORAGE_COLUMNS } from './core-columns/storage-columns.js';
import { WORKLOAD_COLUMNS } from './core-columns/workload-columns.js';

/** The columns of built-in kinds, by kind: those of kubectl, as far as they say something here. */
export const CORE_COLUMNS: Readonly<Record<string, readonly PrinterColumn[]>> = {
  Pod: POD_COLUMNS,
  ...CLUSTER_COLUMNS,
  ...NETWORK_COLUMNS,
  ...STORAGE_COLUMNS,
  ...WORKLOAD_COLUMNS,
};
