import { LABELS } from '../../../domain/naming.js';
import { STORAGE_CLASS } from '../../../kube/meta/index.js';
import type { WatchedKind } from '../observed.js';
import { POD_MONITOR } from './pod-monitor.js';
import { trimStorageClass } from './trimming.js';

/** Kinds that engines watch alike: declared once, they are cached once. */

export const POD_MONITOR_WATCH: WatchedKind = {
  type: POD_MONITOR,
  labelSelector: LABELS.cluster,
  clusterOf: ({ labels }) => labels?.[LABELS.cluster],
  prunable: true,
  writes: ['create', 'patch', 'delete'],
};

/** Whether volumes can grow: asked before anything is written, since a refusal shows nowhere. */
export const STORAGE_CLASS_WATCH: WatchedKind = {
  type: STORAGE_CLASS,
  clusterOf: () => undefined,
  trim: trimStorageClass,
};
