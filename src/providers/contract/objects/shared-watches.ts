import { LABELS } from '../../../domain/naming.js';
import { STORAGE_CLASS, type ObjectMeta } from '../../../kube/meta/index.js';
import type { ChildVerb, WatchedKind } from '../observed.js';
import { POD_MONITOR } from './pod-monitor.js';
import { trimStorageClass } from './trimming.js';

/** Of what the applier renders. */
export const MADE_BY_US: readonly ChildVerb[] = ['create', 'patch', 'delete'];

/** By a label that an operator writes on what it makes. */
export const clusterByLabel =
  (label: string) =>
  ({ labels }: ObjectMeta): string | undefined =>
    labels?.[label];

/** By the label that we write, and that operators hand on. */
export const byOurLabel = clusterByLabel(LABELS.cluster);

/** By name and not by label: a stranger of the same name must be seen, so that it is left alone. */
export const byOwnName = ({ name }: ObjectMeta): string => name;

/** Kinds that engines watch alike: declared once, they are cached once. */

export const POD_MONITOR_WATCH: WatchedKind = {
  type: POD_MONITOR,
  labelSelector: LABELS.cluster,
  clusterOf: byOurLabel,
  prunable: true,
  writes: MADE_BY_US,
};

/** Whether volumes can grow: asked before anything is written, since a refusal shows nowhere. */
export const STORAGE_CLASS_WATCH: WatchedKind = {
  type: STORAGE_CLASS,
  clusterOf: () => undefined,
  trim: trimStorageClass,
};
